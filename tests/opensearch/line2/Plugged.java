import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.opensearch.env.Environment;
import org.opensearch.node.Node;
import org.opensearch.plugins.Plugin;

/** A node with plugins from the class path, as OpenSearch 2 wants to be given them. */
abstract class Plugged extends Node {

    Plugged(Environment environment, List<String> plugins) throws ClassNotFoundException {
        super(environment, classpathPlugins(plugins), true);
    }

    private static Collection<Class<? extends Plugin>> classpathPlugins(List<String> names) throws ClassNotFoundException {
        List<Class<? extends Plugin>> plugins = new ArrayList<>();
        for (String name : names) plugins.add(Class.forName(name).asSubclass(Plugin.class));
        return plugins;
    }
}

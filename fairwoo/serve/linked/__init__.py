"""The site for programs: one address with many forms, typed links, catalogues and sitemaps, and what stays of what was taken back."""

"""The language of a text: sentences by hand in the languages that are known, whole, short and mixed, and in those that are not."""

from __future__ import annotations

import pytest

from fairwoo.extract.language import is_foreign, language_of

KNOWN = {
    "nld": "Ieder mens heeft het recht om te weten wat de overheid over hem heeft vastgelegd. Wie een verzoek doet, krijgt binnen "
    "vier weken antwoord van het bestuursorgaan. Als een document niet openbaar wordt gemaakt, moet worden uitgelegd waarom "
    "dat zo is. Tegen een weigering kan bezwaar worden gemaakt bij het college, en daarna beroep bij de rechter.",
    "eng": "Every person has the right to know what the government has recorded about them. Whoever makes a request will receive an "
    "answer from the public body within four weeks. If a document is not made public, the reasons for this must be explained."
    " An objection to a refusal can be made to the council, and after that an appeal can be brought before the court.",
    "fry": "Elkenien hat it rjocht om te witten wat de oerheid oer him fêstlein hat. Wa't in fersyk docht, krijt binnen fjouwer "
    "wiken antwurd fan it bestjoersorgaan. As in stik net iepenbier makke wurdt, moat útlein wurde wêrom't dat sa is. Tsjin "
    "in wegering kin beswier makke wurde by it kolleezje, en dêrnei berop by de rjochter, sa't de wet dat foarskriuwt.",
    "deu": "Jeder Mensch hat das Recht zu wissen, was die Verwaltung über ihn festgehalten hat. Wer einen Antrag stellt, erhält "
    "innerhalb von vier Wochen eine Antwort der Behörde. Wenn ein Dokument nicht veröffentlicht wird, muss erklärt werden, "
    "warum das so ist. Gegen eine Ablehnung kann Widerspruch eingelegt werden, und danach ist eine Klage bei dem Gericht "
    "möglich.",
    "fra": "Toute personne a le droit de savoir ce que l'administration a consigné à son sujet. Celui qui fait une demande reçoit "
    "une réponse de l'autorité dans un délai de quatre semaines. Si un document n'est pas rendu public, il faut expliquer "
    "pourquoi. Un refus peut être contesté auprès du conseil, et ensuite un recours est possible devant le tribunal.",
}
OTHER = {
    "lat": "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore magna "
    "aliqua. Ut enim ad minim veniam, quis nostrud exercitation ullamco laboris nisi ut aliquip ex ea commodo consequat.",
    "swe": "Varje människa har rätt att veta vad myndigheten har antecknat om henne. Den som begär en handling får svar inom fyra "
    "veckor från kommunen. När en handling inte lämnas ut ska det förklaras varför. Ett beslut om avslag kan överklagas till "
    "domstol, och för detta finns det också hjälp att få vid kommunen.",
    "dan": "Ethvert menneske har ret til at vide, hvad myndigheden har noteret om det. Den, der beder om et dokument, får svar inden"
    " fire uger fra kommunen. Når et dokument ikke bliver offentligt, skal det forklares hvorfor. Et afslag kan påklages, og "
    "derefter er det også muligt at gå til domstolen, hvor sagen bliver set på uden betaling.",
    "ces": "Každý člověk má právo vědět, co o něm úřad zaznamenal. Kdo podá žádost, dostane odpověď do čtyř týdnů, a to i když se "
    "dokument nezveřejní. Pokud dokument není zveřejněn, musí být vysvětleno, proč tomu tak je. Proti odmítnutí je možné "
    "podat odvolání, které posoudí rada podle zákona, a také je možné obrátit se na soud při dalším řízení.",
    "hrv": "Svaka osoba ima pravo znati što je uprava o njoj zabilježila. Tko podnese zahtjev, dobit će odgovor u roku od četiri "
    "tjedna, ako nije određeno drugo. Ako se dokument ne objavi, mora se objasniti zašto je tako. Na odbijanje se može "
    "podnijeti žalba, a nakon toga je moguća tužba na sudu, prema zakonu koji to uređuje za sve osobe koje to žele.",
    "hun": "Minden embernek joga van tudni, hogy a hatóság mit jegyzett fel róla. Aki kérelmet nyújt be, négy héten belül választ "
    "kap, vagy ha nem, akkor azt meg kell indokolni. Ha egy irat nem nyilvános, el kell magyarázni, hogy miért van ez így. Az"
    " elutasítás ellen panaszt lehet tenni, és azt a bíróság is megvizsgálja a törvény szerint.",
    "fin": "Jokaisella ihmisellä on oikeus tietää, mitä viranomainen on hänestä kirjannut. Se, joka tekee pyynnön, saa vastauksen "
    "neljän viikon kuluessa, ja jos asiakirja ei ole julkinen, on selitettävä, että näin on ja mutta myös miksi. Päätöksestä "
    "voi valittaa, kun se on annettu, ja valitus on tehtävä kirjallisesti niin kuin laki sanoo, tai se ei tule käsitellyksi.",
    "ind": "Setiap orang berhak untuk mengetahui apa yang dicatat oleh pemerintah tentang dirinya. Orang yang mengajukan permohonan "
    "akan mendapat jawaban dalam empat minggu dari dewan itu. Jika sebuah dokumen tidak dibuka, alasannya harus dijelaskan. "
    "Penolakan ini dapat dilawan dengan keberatan, dan juga dengan gugatan pada pengadilan di kota.",
    "pap": "Tur hende tin derecho di sa kiko gobièrnu a registrá di nan. Esun ku hasi un petishon ta haña kontesta den kuater siman "
    "pa medio di karta. Si un dokumento no ta habrí pa públiko, mester splika dikon esaki ta asina. Kontra di un nenga por "
    "hasi protesta na konseho, i despues ku esei tambe por bai korte pa un huez wak e kaso.",
}


@pytest.mark.parametrize("language", KNOWN)
def test_known_languages(language):
    assert language_of([KNOWN[language]]) == language
    assert not is_foreign(KNOWN[language])


@pytest.mark.parametrize("language", KNOWN)
@pytest.mark.parametrize("words", [20, 30])
def test_a_short_text_has_the_right_language_or_none(language, words):
    every = KNOWN[language].split()
    parts = [" ".join(every[start : start + words]) for start in range(0, len(every) - words, 5)]
    found = [language_of([part]) for part in parts]
    assert set(found) <= {language, None}
    assert found.count(language) > len(found) / 2


def test_too_few_words_have_no_language():
    assert language_of(["Bijlage 3 bij het besluit van het college"]) is None
    assert language_of([]) is None


@pytest.mark.parametrize("other", ["eng", "deu", "fra", "fry"])
def test_a_mixed_document_has_the_language_of_most_of_it(other):
    assert language_of([KNOWN["nld"]] * 3 + [KNOWN[other]]) == "nld"
    assert language_of([KNOWN["nld"]] + [KNOWN[other]] * 3) == other


def test_lists_of_names_and_numbers_have_no_language():
    assert language_of(["Zaaknummer 2021-334455 Jansen Pietersen Vries Bakker Visser Smit " * 10]) is None


@pytest.mark.parametrize("language", OTHER)
def test_other_languages_are_foreign_and_not_taken_for_one_of_ours(language):
    assert is_foreign(OTHER[language])
    assert language_of([OTHER[language]]) is None


def test_letters_at_random_are_no_language():
    cipher = str.maketrans("abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm")
    for text in KNOWN.values():
        assert not is_foreign(text.lower().translate(cipher))
        assert not is_foreign(" ".join(text))
        assert language_of([text.lower().translate(cipher)]) is None

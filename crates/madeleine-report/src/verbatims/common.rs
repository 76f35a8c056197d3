//! Words that say nothing by themselves, in the languages that surveys speak: small lists of our own.

/// What a word may be to a theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// It may be one.
    Own,
    /// It may stand inside of one: "frais **de** port".
    Link,
    /// Neither.
    Common,
}

/// The languages that there are lists for, with words that may stand inside of a phrase, and those that may not.
const LISTS: [(&str, &str, &str); 9] = [
    (
        "en",
        "of",
        "a about add after again all almost also although always am an and another any anything are around as \
         asked at away back be because been before being both but by came can cannot come could couldn did \
         didn do does doesn doing don done each either else enough even every everything few first for from \
         gave get gets getting give given go goes going gone got had hadn has hasn have haven having he her \
         here him his how however i if in into is isn it its just last least let like ll lot made make many \
         may maybe me might more most much must my need never next no nobody none nor not nothing now off \
         often on once one only or other our out over own put quite re really said same say second see seem \
         seems seen she should since so some someone something still such take taken than that the their them \
         then there these they thing things think this those though three through to told too took tried try \
         twice two until up us use used ve very want wanted was wasn way we well went were weren what when \
         where whether which while who why will with without won would wouldn yes yet you your",
    ),
    (
        "fr",
        "au aux d de des du en l la le les sans à",
        "ai aie ait alors après as assez aucun aucune aussi autre autres avais avait avant avec avez avoir \
         avons beaucoup bien bon c car ce cela celle celles celui ces cet cette ceux chaque chez comme \
         comment dans depuis deux doit donc dont dès elle elles encore entre es est et eu faire fais fait \
         faites faut fois font fut ici il ils j jamais je jusqu juste leur leurs lui m ma mais mal me merci \
         mes met mieux moi moins mon même mêmes n ne ni non nos notre nous on ont ou oui où par parce pas \
         pendant personne peu peut peuvent peux plus plusieurs plutôt pour pourquoi pouvez pouvoir premier \
         première presque pris pu puis qu quand que quel quelle quelque quelques qui quoi rien s sa sauf se \
         sera serait ses seul seulement si soit son sont sous suis sur t ta te tellement toi ton toujours \
         tous tout toute toutes trois trop trouve très tu un une va vais vers veut veux voir vont vos votre \
         vous vraiment vu y étaient étais était étant été être",
    ),
    (
        "de",
        "",
        "ab aber alle allem allen alles als also am an auch auf aus bei beim bin bis da dabei dafür damit \
         danach dann darauf darum das dass dem den denn der des die dies diese diesem diesen dieser dieses \
         doch dort drei dreimal du durch ein eine einem einen einer eines einfach einige einmal er erst \
         ersten es etwas für ganz gar geht gemacht genau gerade gern gibt ging habe haben hat hatte hatten \
         her hier hin ich ihm ihn ihnen ihr ihre ihren im immer in ins ist ja jede jeden jeder jedes jetzt \
         kam kann kaum kein keine keinen keiner kommen kommt konnte können könnte leider mal man mehr mein \
         meine meinem meinen mich mir mit muss musste müssen nach nein nicht nichts nie noch nun nur ob oder \
         oft ohne per schon sehr sein seine seinen seit selbst sich sie sind so sogar sollte sonst um und uns \
         unser unter viel viele vielen vom von vor war waren warum was wegen weil weiter welche wenig weniger \
         wenn wer werden wie wieder wir wird wirklich wo wollte wurde wurden während zu zum zur zwei zweimal \
         zwischen über",
    ),
    (
        "es",
        "a de del el en la las los sin",
        "además ahora al algo alguien alguna allí antes aquí así aunque aún bien cada casi como con contra \
         creo cuando cuándo cómo da decir desde después donde dos durante día dónde e ella ellas ellos \
         entonces entre era es esa esas ese eso esta estar estas este esto estos estoy está están fue fueron \
         gracias ha había habían hace hacer hacia han hasta hay he hecho hizo ir le les lo mal me mejor menos \
         mi mientras mis mucha muchas mucho muchos muy más mí nada nadie ni no nos nuestra nuestro nunca o \
         otra otras otro otros para pero poco poder por porque primera primero pudo puede pueden que quiero \
         qué se sea según si sido siempre sobre solo son soy su sus sí sólo también tan tanto te tener ti \
         tiene tienen toda todas todo todos tres tu tus tú un una uno va vamos veces ver vez y ya yo",
    ),
    (
        "it",
        "d dei del dell della delle dello di in senza",
        "a ad ai al all alla alle allo allora altra altro anche ancora aveva avevo avrei ben bene c che chi \
         ci ciò come contro così cui da dai dal dall dalla degli deve devo dire dopo dov dove due e ed era \
         erano essere fa fare fatto fino fra già gli grazie ha hai hanno ho i il invece io l la le lei li lo \
         loro lui ma mai male me meglio meno mentre mi mia mie miei mio molta molte molti molto ne negli nei \
         nel nell nella nelle nessun nessuno niente no noi non né o ogni per perché però piu più poco poi \
         prima primo puoi può qua qual quando quanto quasi quel quella quello questa queste questi questo qui \
         quindi se sei sempre si sia siamo solo sono sopra sotto sta stata stati stato su sua sue sui sul \
         sulla suo suoi sì te ti tra tre troppo tu tutta tutte tutti tutto un una uno va vi voi volta è",
    ),
    (
        "pt",
        "da das de do dos em sem",
        "a ainda algo antes ao aos após aqui as assim até bem cada com como contra depois deve dia dois duas \
         durante dá e ela elas ele eles entre então era eram essa esse esta estava este estou está estão eu \
         faz fazer feito fez foi for foram fui há isso isto já lo lá mais mal mas me mesma meu mim minha \
         muita muitas muito muitos na nada nas nem no nos nossa num nunca não o os ou outra outro outros para \
         pela pelo pode podem poder por porque porquê pouco primeira qual quando quanto quase que quer quê se \
         sempre ser será seu seus sobre sou sua suas são só também te tem tenho ter teve tinha tive toda \
         todas todo todos três tu tudo tão têm um uma umas uns vai vem ver vez vezes você às é",
    ),
    (
        "nl",
        "de der het van",
        "aan af al alle alleen alles als altijd ander andere ben bent bij bijna daar dan dat deze die dit \
         doen door drie dus echt een eens eerst eerste en er erg eten even ga gaan gaat geen geweest gewoon \
         ging graag haar had hadden heb hebben hebt heeft hem hen hier hij hoe iemand iets ik in is ja je jij \
         jou kan komen komt kon krijg kun kunnen kwam maar mag maken me meer men met mij mijn minder moest \
         moet moeten na naar net niet niets nog nooit nu of om omdat ons onze ook op over pas per sinds soms \
         te tegen ten ter toch toen tot twee u uit uw vaak veel ver via vind voor vooral waar waarom want \
         waren was wat we weer weet wel werd wie wij wil wilde worden wordt zal ze zeer zei zelf zich zij \
         zijn zo zonder zou",
    ),
    (
        "pl",
        "",
        "a aby albo ale ani aż bardzo bez bo bym być był była było były będzie chce ci co coś czy dla do \
         dobrze dość dzięki dziękuję gdy gdzie go i ich im ja jak jako je jeden jednak jego jej jest jestem \
         jeszcze jeśli już każdy kiedy kto która które który lub ma mają mam mamy mi mnie mogę moja moje może \
         można musiałam musiałem my na nad nam nas nasz nawet nic nich nie nigdy nim niż no o od ode po pod \
         potem przed przez przy raz razu razy sam się są ta tak także tam te tego tej ten teraz też to trochę \
         trzy tu tutaj ty tych tylko tym u w was we wiele więc więcej wszystkich wszystko z za zawsze ze \
         zostało że żeby",
    ),
    (
        "ar",
        "",
        "أكثر أن أنا أنت أو أي أيضا إذا إلى إن الآن الا الان التي الذي الذين الى ان انا او اي بعد بعض بل به \
         بها بين تكون تم ثم جدا حتى ذلك شيء ضد على عليه عليها عن عند غير فقط في فيه فيها قبل قد كان كانت كل \
         كما كنت كيف لأن لا لقد لكم لكن لم لن له لها لهم لو لي ليس ليست ما ماذا مثل مرة مع معي من منذ منه \
         منها نحن نعم هذا هذه هل هم هنا هو هي و وقد ولا ولم يكون يمكن",
    ),
];

/// The words that say nothing in one language; where nobody says which, in any of them.
pub(super) struct Common {
    /// Those that may stand inside of a phrase, and the others, sorted.
    lists: Vec<(&'static str, Vec<&'static str>)>,
}

impl Common {
    /// The words of a language, by its tag; `None` for one that there is no list for. Japanese needs none: what says nothing by itself
    /// is written in hiragana.
    pub(super) fn of(language: &str) -> Option<Self> {
        let known = LISTS.iter().filter(|(known, _, _)| language.is_empty() || *known == language);
        let lists: Vec<_> = known.map(|(_, links, common)| (*links, common.split(' ').collect())).collect();
        (language == "ja" || !lists.is_empty()).then_some(Self { lists })
    }

    /// What a word in small letters is.
    pub(super) fn kind(&self, word: &str) -> Kind {
        if self.lists.iter().any(|(_, common)| common.binary_search(&word).is_ok()) {
            return Kind::Common;
        }
        match self.lists.iter().any(|(links, _)| links.split(' ').any(|link| link == word)) {
            true => Kind::Link,
            false => Kind::Own,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_sorted_in_small_letters_and_says_nothing_twice() {
        for (language, links, common) in LISTS {
            let words: Vec<&str> = links.split_ascii_whitespace().chain(common.split_ascii_whitespace()).collect();
            assert!(words.iter().all(|word| word.to_lowercase() == *word), "{language}");
            assert!([links, common].iter().all(|list| list.split(' ').is_sorted()), "{language}");
            let mut sorted = words.clone();
            sorted.sort_unstable();
            let twice: Vec<_> = sorted.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
            assert_eq!(twice, [""; 0], "{language}");
        }
    }

    #[test]
    fn a_language_has_its_own_words() {
        let kinds = |language: &str| {
            let common = Common::of(language).expect("there is a list");
            ["the", "der", "de"].map(|word| common.kind(word))
        };
        assert_eq!(kinds("en"), [Kind::Common, Kind::Own, Kind::Own]);
        assert_eq!(kinds("fr"), [Kind::Own, Kind::Own, Kind::Link]);
        // Nobody says which: what is nothing in one of them is nothing.
        assert_eq!(kinds(""), [Kind::Common, Kind::Common, Kind::Link]);
        assert_eq!(kinds("ja"), [Kind::Own; 3]);
        assert!(Common::of("fi").is_none());
    }
}

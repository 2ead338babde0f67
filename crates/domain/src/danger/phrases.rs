//! Reads `data/danger-phrases.txt`: the phrases that [`sounds_dangerous`](super::sounds_dangerous) looks for, and how a
//! phrase is written. It must not know what they mean.

use std::sync::LazyLock;

/// The list, part of the program: whoever changes it builds anew.
pub(super) const FILE: &str = include_str!("../../../../data/danger-phrases.txt");

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::read(FILE));

/// Classes such as `@self`, each with some of its members: one may come again with more.
static CLASSES: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    lines(FILE).filter(|(heading, _)| *heading == "classes").filter_map(|(_, line)| line.split_once(" = ")).collect()
});

/// The lists, each in the order of the file.
#[derive(Default)]
pub(super) struct Phrases {
    pub(super) harmless: Vec<Phrase>,
    pub(super) emergency: Vec<Phrase>,
    pub(super) suicide: Vec<Phrase>,
    pub(super) abuse: Vec<Phrase>,
}

/// One line of a list.
pub(super) struct Phrase {
    /// As it is written in the file.
    pub(super) text: &'static str,
    /// The words that it may begin with.
    pub(super) starts: Vec<&'static str>,
}

impl Phrases {
    /// The lists of a file. What stands under a heading that is not known is left out; a test sees that nothing is.
    fn read(file: &'static str) -> Self {
        let mut read = Self::default();
        for (heading, line) in lines(file) {
            let list = match heading {
                "harmless" => &mut read.harmless,
                "emergency" => &mut read.emergency,
                "suicide" => &mut read.suicide,
                "abuse" => &mut read.abuse,
                _ => continue,
            };
            let first = line.split(' ').next().unwrap_or_default();
            let starts = first.split('/').flat_map(members).filter_map(|member| member.split(' ').next()).collect();
            list.push(Phrase { text: line, starts });
        }
        read
    }
}

/// The lines of a file without its notes, each with the heading that it stands under.
pub(super) fn lines(file: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut heading = "";
    file.lines().filter(|line| !line.is_empty() && *line != "#" && !line.starts_with("# ")).filter_map(move |line| {
        match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            Some(next) => {
                heading = next;
                None
            }
            None => Some((heading, line)),
        }
    })
}

/// The lists that the program was built with.
pub(super) fn phrases() -> &'static Phrases {
    &PHRASES
}

/// What one choice in a phrase may be: itself, or any member of the class that it names.
pub(super) fn members(choice: &'static str) -> impl Iterator<Item = &'static str> {
    let is_class = choice.starts_with('@');
    let of_class = CLASSES.iter().filter(move |(name, _)| is_class && *name == choice);
    of_class.flat_map(|(_, members)| members.split(" | ")).chain((!is_class).then_some(choice))
}

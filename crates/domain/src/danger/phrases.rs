//! Reads a list of phrases such as `data/danger-phrases.txt`, where it stands how they are written. It must not know what
//! they mean.

/// The list, part of a program that hears with it: whoever changes it builds anew.
pub(super) const FILE: &str = include_str!("../../../../data/danger-phrases.txt");

/// What to listen for: each list in the order of the file.
#[derive(Debug, Default)]
pub struct Phrases {
    pub(super) harmless: Vec<Phrase>,
    pub(super) emergency: Vec<Phrase>,
    pub(super) suicide: Vec<Phrase>,
    pub(super) abuse: Vec<Phrase>,
    /// Classes such as `@self`, each with some of its members: one may come again with more.
    classes: Vec<(&'static str, &'static str)>,
}

/// One line of a list.
#[derive(Debug)]
pub(super) struct Phrase {
    /// As it is written in the file.
    pub(super) text: &'static str,
    /// The words that it may begin with.
    pub(super) starts: Vec<&'static str>,
}

impl Phrases {
    /// The lists of a file, whose classes come before what uses them. What stands under a heading that is not known is
    /// left out; a test sees that nothing is.
    pub fn read(file: &'static str) -> Self {
        let mut read = Self::default();
        for (heading, line) in lines(file) {
            if heading == "classes" {
                read.classes.extend(line.split_once(" = "));
                continue;
            }
            let first = line.split(' ').next().unwrap_or_default();
            let starts = first.split('/').flat_map(|choice| read.members(choice));
            let starts = starts.filter_map(|member| member.split(' ').next()).collect();
            let phrase = Phrase { text: line, starts };
            match heading {
                "harmless" => read.harmless.push(phrase),
                "emergency" => read.emergency.push(phrase),
                "suicide" => read.suicide.push(phrase),
                "abuse" => read.abuse.push(phrase),
                _ => {}
            }
        }
        read
    }

    /// What one choice in a phrase may be: itself, or any member of the class that it names.
    pub(super) fn members(&self, choice: &'static str) -> impl Iterator<Item = &'static str> {
        let is_class = choice.starts_with('@');
        let of_class = self.classes.iter().filter(move |(name, _)| is_class && *name == choice);
        of_class.flat_map(|(_, members)| members.split(" | ")).chain((!is_class).then_some(choice))
    }
}

/// The lines of a file without its notes, each with the heading that it stands under.
pub(super) fn lines(file: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut heading = "";
    file.lines().filter(|line| !is_note(line)).filter_map(move |line| {
        match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            Some(next) => {
                heading = next;
                None
            }
            None => Some((heading, line)),
        }
    })
}

/// Whether a line says something to whoever reads the file, and nothing to a program.
fn is_note(line: &str) -> bool {
    line.is_empty() || line == "#" || line.starts_with("# ")
}

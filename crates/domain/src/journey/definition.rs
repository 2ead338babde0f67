//! The journey as data: every step, when it is asked, and the fields it asks for. It must not know any answer.

/// One page of the referral.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// For me, or for someone I help?
    ForWhom,
    /// What would you like to be different? May be left empty when needs are ticked.
    Words,
    /// What would help? May be left empty when there are own words.
    Needs,
    /// Who the helper is.
    HelperYou,
    /// Whether the person has agreed, or why they could not be asked.
    Agreed,
    /// Postcode and doctor's surgery: they decide the team.
    Where,
    /// Stop: no team covers it. Shows the broad way.
    NoTeam,
    /// The person's name.
    Name,
    /// The person's date of birth.
    Birth,
    /// Stop: younger than sixteen. Shows where to go instead.
    TooYoung,
    /// How to reach the person, and whether each way is safe.
    Reach,
    /// Language and what makes talking or meeting easier. May be left empty.
    Talk,
    /// Whom the team should speak to first.
    ContactFirst,
    /// Every answer with its change link, and consent.
    Check,
}

/// What a question is about; the heading above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Section {
    /// What is being asked for.
    Asking,
    /// The helper, and what they and the person have agreed.
    AboutHelper,
    /// The person.
    AboutPerson,
}

/// When a step is on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    Always,
    /// Only when somebody else is being helped.
    ForSomeone,
    /// A stop, when no team covers the surgery or postcode.
    WithoutTeam,
    /// A stop, when the person is younger than sixteen.
    WhenTooYoung,
}

/// One row of the definition.
struct Question {
    code: &'static str,
    asked: Asked,
    section: Option<Section>,
    fields: &'static [&'static str],
}

impl Step {
    /// Every step, in the order of asking. The way for any answers is a part of this list, in this order.
    pub const ALL: [Self; 14] = [
        Self::ForWhom,
        Self::Words,
        Self::Needs,
        Self::HelperYou,
        Self::Agreed,
        Self::Where,
        Self::NoTeam,
        Self::Name,
        Self::Birth,
        Self::TooYoung,
        Self::Reach,
        Self::Talk,
        Self::ContactFirst,
        Self::Check,
    ];

    /// The definition. Every field of `wire::Answers` belongs to exactly one step.
    const fn question(self) -> Question {
        use Asked::{Always, ForSomeone, WhenTooYoung, WithoutTeam};
        use Section::{AboutHelper, AboutPerson, Asking};
        match self {
            // Not in a section and not counted: how many questions there are hangs on this answer.
            Self::ForWhom => row("who", Always, None, &["for_whom"]),
            Self::Words => row("words", Always, Some(Asking), &["words", "about_group", "about_group_name"]),
            Self::Needs => row("needs", Always, Some(Asking), &["needs"]),
            Self::HelperYou => row(
                "you",
                ForSomeone,
                Some(AboutHelper),
                &[
                    "helper_name",
                    "helper_relation",
                    "helper_phone",
                    "helper_call_safe",
                    "helper_text_safe",
                    "helper_email",
                    "helper_email_safe",
                ],
            ),
            Self::Agreed => row("agreed", ForSomeone, Some(AboutHelper), &["agreed", "not_asked_reason"]),
            Self::Where => row("where", Always, Some(AboutPerson), &["postcode", "surgery"]),
            Self::NoTeam => row("no-team", WithoutTeam, None, &[]),
            Self::Name => row("name", Always, Some(AboutPerson), &["name"]),
            Self::Birth => row("birth", Always, Some(AboutPerson), &["birth"]),
            Self::TooYoung => row("too-young", WhenTooYoung, None, &[]),
            Self::Reach => {
                row("reach", Always, Some(AboutPerson), &["phone", "call_safe", "text_safe", "email", "email_safe"])
            }
            Self::Talk => row("talk", Always, Some(AboutPerson), &["language", "access", "access_note"]),
            Self::ContactFirst => row("first", ForSomeone, Some(AboutHelper), &["contact_first"]),
            Self::Check => row("check", Always, None, &["consent_version"]),
        }
    }

    /// The step's code in a web address.
    pub const fn code(self) -> &'static str {
        self.question().code
    }

    /// The step with this code, if there is one.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.code() == code)
    }

    /// The fields of `wire::Answers` that this step asks for, by their names on the wire. Empty for a stop.
    pub const fn fields(self) -> &'static [&'static str] {
        self.question().fields
    }

    /// The section a question belongs to; `None` for the first question, for the check of all answers, and for stops.
    pub const fn section(self) -> Option<Section> {
        self.question().section
    }

    /// Whether the way ends here because nothing can be sent.
    pub const fn is_stop(self) -> bool {
        matches!(self, Self::NoTeam | Self::TooYoung)
    }

    /// When the step is on the way.
    pub(super) const fn asked(self) -> Asked {
        self.question().asked
    }
}

/// A row, written on one line.
const fn row(code: &'static str, asked: Asked, section: Option<Section>, fields: &'static [&'static str]) -> Question {
    Question { code, asked, section, fields }
}

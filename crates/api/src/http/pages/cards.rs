//! One group in the list: time first, then the name, then what helps to decide. The same card and the same words as the
//! app's own `GroupCard`; it is changed when that is changed.

use chrono::{Datelike, Days, NaiveDate, NaiveTime, Timelike};
use domain::directory::name_and_town;
use domain::distance::{miles_text, travel};
use wire::{Ages, CostKind, GroupSummary, Meeting, Standing, Travel};

use crate::http::pages::drawing::{Drawing, address, escaped};

/// How many access features a card names.
const ACCESS_CHIPS: usize = 3;

const WEEKDAYS: [&str; 7] = [
    "groups.monday",
    "groups.tuesday",
    "groups.wednesday",
    "groups.thursday",
    "groups.friday",
    "groups.saturday",
    "groups.sunday",
];

const MONTHS: [&str; 12] = [
    "results.january",
    "results.february",
    "results.march",
    "results.april",
    "results.may",
    "results.june",
    "results.july",
    "results.august",
    "results.september",
    "results.october",
    "results.november",
    "results.december",
];

impl Drawing<'_> {
    /// The card of a group.
    pub fn card(&self, group: &GroupSummary) -> String {
        let is_today = group.next.as_ref().is_some_and(|next| next.date == self.today);
        let when = match (&group.next, group.standing) {
            (_, Standing::Paused) => self.words.text("groups.paused").to_owned(),
            (Some(next), _) => self.lead(next),
            (None, _) => self.words.text("groups.ask_when").to_owned(),
        };
        let near = Some(("near", self.query.near.as_str())).filter(|(_, near)| !near.is_empty());
        let place = group.place.as_ref().map_or_else(String::new, |place| {
            format!("<p class=\"card-place\">{}</p>", escaped(&name_and_town(place)))
        });
        let chips: String =
            self.chips(group).iter().map(|chip| format!("<li class=\"chip\">{}</li>", escaped(chip))).collect();
        format!(
            "<li class=\"card\"><p class=\"card-when{}\">{}</p><h2 class=\"card-name\"><a href=\"{}\">{}</a></h2>\
             {place}<p class=\"card-summary\">{}</p><ul class=\"chips\">{chips}</ul></li>",
            if is_today { " card-today" } else { "" },
            escaped(&when),
            escaped(&address(&format!("/groups/{}", group.id), near)),
            escaped(&group.name),
            escaped(&group.summary),
        )
    }

    fn chips(&self, group: &GroupSummary) -> Vec<String> {
        let words = self.words;
        let mut out = Vec::new();
        if let Some(metres) = group.distance_metres {
            let time = match travel(metres) {
                Travel::Walk(minutes) => words.count("groups.walk", u32::from(minutes), &[]),
                Travel::Drive(minutes) => words.count("groups.drive", u32::from(minutes), &[]),
            };
            out.push(match miles_text(metres) {
                Some(miles) => words.fill("groups.walk_and_miles", &[&time, &words.fill("groups.miles", &[&miles])]),
                None => time,
            });
        }
        if group.online {
            out.push(words.text("groups.online").to_owned());
        }
        match group.cost {
            CostKind::Free => out.push(words.text("groups.free").to_owned()),
            CostKind::Paid => out.push(words.text("groups.paid").to_owned()),
            CostKind::Unknown => {}
        }
        out.extend(self.ages(group.ages));
        let access = group.access.iter().take(ACCESS_CHIPS);
        out.extend(access.map(|feature| words.text(&format!("access.{}", feature.code())).to_owned()));
        out
    }

    fn ages(&self, ages: Ages) -> Option<String> {
        match (ages.from, ages.to) {
            (None | Some(0), None) => None,
            (Some(from), None) => Some(self.words.fill("groups.ages_from", &[&from.to_string()])),
            (None, Some(to)) => Some(self.words.fill("groups.ages_to", &[&to.to_string()])),
            (Some(from), Some(to)) => {
                Some(self.words.fill("groups.ages_between", &[&from.to_string(), &to.to_string()]))
            }
        }
    }

    /// "Today, 2pm".
    fn lead(&self, meeting: &Meeting) -> String {
        let day = self.day(meeting.date);
        match meeting.starts.as_deref() {
            Some(starts) => self.words.fill("groups.day_and_time", &[&day, &self.time(starts)]),
            None => day,
        }
    }

    /// "Today", "Tomorrow", "Wednesday", else "Wednesday 25 November", with the year when it is not this one.
    fn day(&self, date: NaiveDate) -> String {
        let is_in = |days| self.today.checked_add_days(Days::new(days)) == Some(date);
        if is_in(0) {
            return self.words.text("groups.today").to_owned();
        }
        if is_in(1) {
            return self.words.text("groups.tomorrow").to_owned();
        }
        let weekday = self.words.text(WEEKDAYS[date.weekday().num_days_from_monday() as usize]);
        if (2..=6).any(is_in) {
            return weekday.to_owned();
        }
        let (day, month) = (date.day().to_string(), self.words.text(MONTHS[date.month0() as usize]));
        if date.year() == self.today.year() {
            self.words.fill("results.date", &[weekday, &day, month])
        } else {
            self.words.fill("results.date_with_year", &[weekday, &day, month, &date.year().to_string()])
        }
    }

    /// "2pm", "9.30am". Text that is no time stays as it is.
    fn time(&self, text: &str) -> String {
        let Ok(time) = NaiveTime::parse_from_str(text, "%H:%M") else { return text.to_owned() };
        let (is_afternoon, hour) = time.hour12();
        let clock = if time.minute() == 0 { hour.to_string() } else { format!("{hour}.{:02}", time.minute()) };
        self.words.fill(if is_afternoon { "results.pm" } else { "results.am" }, &[&clock])
    }
}

#[cfg(test)]
mod tests;

//! Everybody's caseload, what is late first, beside whoever is open.

use chrono::{Days, NaiveDate};
use leptos::prelude::*;
use wire::{CaseSummary, Due, StaffRef};

use crate::backend::desk::{people, staff};
use crate::browser::document;
use crate::features::desk::days;
use crate::features::desk::fetched::fetched_view;
use crate::features::desk::kept;
use crate::features::desk::me::Me;
use crate::features::desk::people::filter::{Filter, Whose};
use crate::features::desk::quiet::Quiet;
use crate::features::desk::said;
use crate::phrases::meeting::today;
use crate::routes::desk as routes;
use crate::state::changes::{About, follow};
use crate::state::load::Load;
use crate::ui::choices::{Choice, Choices};
use crate::ui::row_list::{Mark, Row, RowGroup, RowList};
use crate::ui::select_field::{SelectField, SelectOption};
use crate::ui::text_field::TextField;
use crate::words::desk::people as words;

/// What the list's headings stand for, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum When {
    Late,
    Today,
    ThisWeek,
    Later,
    Nothing,
}

impl When {
    const ALL: [(Self, &'static str); 5] = [
        (Self::Late, "late"),
        (Self::Today, "today"),
        (Self::ThisWeek, "week"),
        (Self::Later, "later"),
        (Self::Nothing, "nothing"),
    ];

    fn of(case: &CaseSummary, today: NaiveDate) -> Self {
        match case.due_on {
            _ if case.is_late => Self::Late,
            _ if case.due == Due::Nothing => Self::Nothing,
            Some(day) if day <= today => Self::Today,
            Some(day) if today.checked_add_days(Days::new(7)).is_some_and(|week| day < week) => Self::ThisWeek,
            Some(_) => Self::Later,
            None => Self::Nothing,
        }
    }

    fn heading(self) -> &'static str {
        match self {
            Self::Late => words::late(),
            Self::Today => words::today(),
            Self::ThisWeek => words::this_week(),
            Self::Later => words::later(),
            Self::Nothing => words::nothing(),
        }
    }
}

/// The list with its filters; `chosen` is the person that is open.
pub fn caseload_view(me: Me, chosen: Option<String>) -> AnyView {
    let (found, filter) = (kept::people(), kept::filter());
    let colleagues = RwSignal::new(Load::<Vec<StaffRef>>::Loading);
    let team = untrack(|| me.team());
    let (list, names) = (Quiet::new(found), Quiet::new(colleagues));
    let fetch = move || {
        if let Some(team) = team {
            list.fetch(async move { people::list(team).await });
            names.fetch(async move { staff::colleagues(team).await });
        }
    };
    fetch();
    follow(&[About::Desk], fetch);
    let retry = Callback::new(move |()| {
        list.begin_anew();
        fetch();
    });
    let (me, chosen) = (StoredValue::new(me), StoredValue::new(chosen));
    let list = fetched_view(found, retry, move |cases| list_view(cases, filter, me, chosen));
    view! {
        <div class="people-filter">{filters_view(filter, colleagues, me)}</div>
        {list}
    }
    .into_any()
}

fn filters_view(filter: RwSignal<Filter>, colleagues: RwSignal<Load<Vec<StaffRef>>>, me: StoredValue<Me>) -> AnyView {
    let (id, leads) = me.with_value(|me| (me.id, me.leads()));
    let value = Signal::derive(move || match filter.with(|filter| filter.whose) {
        Whose::AsUsual if leads => "all".to_owned(),
        Whose::AsUsual | Whose::Mine => "mine".to_owned(),
        Whose::Everybody => "all".to_owned(),
        Whose::Colleague(id) => id.to_string(),
    });
    let options = Signal::derive(move || {
        let option = |value: &str, label: &str| SelectOption { value: value.to_owned(), label: label.to_owned() };
        let mut options = vec![option("mine", words::mine()), option("all", words::everybody())];
        if let Load::Ready(staff) | Load::Stale(staff, _) = colleagues.get() {
            let others = staff.iter().filter(|one| one.id != id);
            options.extend(others.map(|one| option(&one.id.to_string(), &said::colleague(one))));
        }
        options
    });
    let choose = Callback::new(move |value: String| {
        let whose = match value.as_str() {
            "mine" => Whose::Mine,
            "all" => Whose::Everybody,
            _ => value.parse().map_or(Whose::AsUsual, Whose::Colleague),
        };
        filter.update(|filter| filter.whose = whose);
    });
    view! {
        <SelectField id="whose" label=words::whose() options=options value=value on_choose=choose />
        <TextField
            id="people-words"
            label=words::search()
            kind="search"
            value=Signal::derive(move || filter.with(|filter| filter.words.clone()))
            on_input=Callback::new(move |typed| filter.update(|filter| filter.words = typed))
            max_length=60
        />
        <Choices
            id="people-done"
            legend=words::done_legend()
            is_legend_hidden=true
            is_many=true
            choices=vec![Choice::new("done", words::done())]
            is_chosen=Callback::new(move |_| filter.with(|filter| filter.has_done))
            on_choose=Callback::new(move |(_, is_on): (String, bool)| filter.update(|filter| filter.has_done = is_on))
        />
    }
    .into_any()
}

fn list_view(
    cases: Signal<Vec<CaseSummary>>,
    filter: RwSignal<Filter>,
    me: StoredValue<Me>,
    chosen: StoredValue<Option<String>>,
) -> AnyView {
    let (id, leads) = me.with_value(|me| (me.id, me.leads()));
    let shown = Memo::new(move |_| {
        let filter = filter.get();
        let takes = |case: &&CaseSummary| filter.takes(case, id, leads);
        cases.with(|cases| cases.iter().filter(takes).cloned().collect::<Vec<_>>())
    });
    let groups = Signal::derive(move || shown.with(|cases| groups(cases)));
    let count = move || shown.with(|cases| words::count(u32::try_from(cases.len()).unwrap_or(u32::MAX)));
    let is_empty = Memo::new(move |_| shown.with(Vec::is_empty));
    let open = move |chosen: Option<String>| {
        let chosen = chosen?;
        shown.with_untracked(|cases| {
            cases.iter().find(|case| case.person.to_string() == chosen).map(|case| case.referral.to_string())
        })
    };
    let list = move || {
        if is_empty.get() {
            let lead = if cases.with(Vec::is_empty) { words::empty() } else { words::empty_filter() };
            return view! { <p>{lead}</p> }.into_any();
        }
        view! {
            <RowList
                groups=groups
                chosen=open(chosen.get_value())
                has_letters=kept::letters()
                on_go=Callback::new(|id: String| document::focus(&id))
            />
        }
        .into_any()
    };
    view! {
        <p class="small" role="status">{count}</p>
        {list}
    }
    .into_any()
}

fn groups(cases: &[CaseSummary]) -> Vec<RowGroup> {
    let today = today();
    When::ALL
        .into_iter()
        .map(|(when, key)| {
            let rows: Vec<Row> = cases.iter().filter(|case| When::of(case, today) == when).map(row).collect();
            RowGroup { key, heading: when.heading().to_owned(), rows }
        })
        .filter(|group| !group.rows.is_empty())
        .collect()
}

/// A row opens the person; somebody with two referrals has two rows.
fn row(case: &CaseSummary) -> Row {
    let worker = case.worker.as_ref().map_or_else(|| words::nobody().to_owned(), said::colleague);
    let lead = match case.due_on {
        Some(day) => words::due(said::due(case.due), &days::by_when(day, case.is_late)),
        None => said::due(case.due).to_owned(),
    };
    Row {
        id: case.referral.to_string(),
        href: routes::person(&case.person.to_string()),
        title: case.name.clone(),
        aside: case.reference.clone(),
        lead,
        is_late: case.is_late,
        lines: case
            .promised_anew
            .map(days::anew)
            .into_iter()
            .chain(case.wants_company.then(|| words::wants_company().to_owned()))
            .chain([words::last(&days::ago(case.last_event))])
            .collect(),
        marks: vec![Mark::plain(said::stage(case.stage).to_owned()), Mark::plain(worker)],
    }
}

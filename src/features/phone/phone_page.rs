//! What this phone keeps: whose it is and what follows from that, what of somebody's pages is there, what is still to be
//! sent, which lock there is, and which groups. Nothing of it is asked of the server, so that the page is there without a
//! signal.

use leptos::prelude::*;

use crate::browser::pocket::Pocket;
use crate::browser::{clock, history};
use crate::features::phone::kept::{Action, Kept, Looked, SAID};
use crate::features::phone::lock;
use crate::features::phone::lock_section::LockSection;
use crate::phrases::moment;
use crate::routes;
use crate::ui::failed::Failed;
use crate::ui::loading::Loading;
use crate::ui::page::Page;
use crate::words::{app, failure, header, phone as words};

/// As many bytes are said as one.
const KILOBYTE: u64 = 1_000;
const MEGABYTE: u64 = 1_000_000;

/// The page.
#[component]
pub fn PhonePage() -> impl IntoView {
    let kept = Kept::open();
    lock::tell_end(kept);
    // What is being typed for the lock outlives a look at what is kept.
    let is_own = Memo::new(move |_| matches!(kept.looked(), Looked::There(pocket) if pocket.own));
    view! {
        <div class="phone">
            <Page title=words::title() app_name=app::name()>
                <p class="lead">{words::lead()}</p>
                <p id=SAID class="phone-said" role="status" tabindex="-1">{move || kept.said()}</p>
                {move || match kept.looked() {
                    Looked::Looking => view! { <Loading words=words::looking() /> }.into_any(),
                    Looked::Impossible => view! { <p>{words::impossible()}</p> }.into_any(),
                    Looked::Failed => failed_view(kept),
                    Looked::There(pocket) => whose_view(kept, &pocket),
                }}
                {move || is_own.get().then(|| view! { <LockSection kept=kept /> })}
                {move || match kept.looked() {
                    Looked::There(pocket) => everybodys_view(kept, &pocket),
                    Looked::Looking | Looked::Impossible | Looked::Failed => ().into_any(),
                }}
            </Page>
        </div>
    }
    .into_any()
}

fn failed_view(kept: Kept) -> AnyView {
    view! {
        <Failed
            title=failure::title()
            words=words::failed()
            again=failure::again()
            on_again=Callback::new(move |()| kept.look())
            help=failure::help()
            help_href=routes::HELP_NOW
        />
    }
    .into_any()
}

/// Whose the phone is, and what of theirs is there.
fn whose_view(kept: Kept, pocket: &Pocket) -> AnyView {
    view! {
        <section>
            <h2>{words::whose()}</h2>
            <p>{if pocket.own { words::whose_own(header::leave()) } else { words::whose_shared().to_owned() }}</p>
        </section>
        {pocket.own.then(|| mine_view(kept, pocket))}
    }
    .into_any()
}

/// What is there for everybody, and how much room all of it takes.
fn everybodys_view(kept: Kept, pocket: &Pocket) -> AnyView {
    view! {
        {groups_view(kept, pocket)}
        {(pocket.used > 0).then(|| view! { <p>{words::used(&size(pocket.used))}</p> })}
    }
    .into_any()
}

/// What is of whoever is signed in.
fn mine_view(kept: Kept, pocket: &Pocket) -> AnyView {
    let pages = match (pocket.answers, when(pocket.oldest.as_deref())) {
        (0, _) => words::pages_none().to_owned(),
        (count, Some(when)) => [words::pages(count), words::oldest(&when)].join(" "),
        (count, None) => words::pages(count),
    };
    let (waiting, refused) = (pocket.waiting, pocket.refused);
    let going = waiting.saturating_sub(refused);
    let forget = move || {
        if waiting == 0 || history::is_sure(words::forget_mine_sure()) {
            kept.act(Action::ForgetMine);
        }
    };
    view! {
        <section>
            <h2>{words::pages_title()}</h2>
            <p>{pages}</p>
        </section>
        <section>
            <h2>{words::waiting_title()}</h2>
            {(waiting == 0).then(|| view! { <p>{words::waiting_none()}</p> })}
            {(refused > 0).then(|| refused_view(refused))}
            {(going > 0).then(|| view! { <p>{words::waiting(going)}</p> })}
            {(going > 0).then(|| button_view(kept, words::send(), move || kept.act(Action::Send)))}
        </section>
        <section>
            <h2>{words::forget_title()}</h2>
            <p>{words::forget_mine_hint()}</p>
            {button_view(kept, words::forget_mine(), forget)}
        </section>
    }
    .into_any()
}

/// What the server did not take goes no more by itself. Only the page where it was written can say why.
fn refused_view(refused: u32) -> AnyView {
    view! {
        <p>{words::refused(refused)}</p>
        <p><a class="button-second" href="/me/messages">{words::refused_messages()}</a></p>
        <p><a class="button-second" href="/me/plan">{words::refused_plan()}</a></p>
    }
    .into_any()
}

/// The groups that are kept. They are the same for everybody.
fn groups_view(kept: Kept, pocket: &Pocket) -> AnyView {
    if pocket.packs.is_empty() {
        return view! {
            <section>
                <h2>{words::groups_title()}</h2>
                <p>{words::groups_none()}</p>
            </section>
        }
        .into_any();
    }
    let count: u32 = pocket.packs.iter().map(|pack| pack.groups).sum();
    let since = when(pocket.as_of.as_deref()).map(|when| words::groups_from(&when));
    // The pack of what lies in no district is named so, and is no part of a postcode.
    let named = pocket.packs.iter().map(|pack| pack.district.as_str()).filter(|district| *district != "ONLINE");
    let districts: Vec<&str> = named.collect();
    view! {
        <section>
            <h2>{words::groups_title()}</h2>
            <p>{words::groups(count)} " " {since}</p>
            <p>{words::districts(&districts.join(", "))}</p>
            {button_view(kept, words::forget_groups(), move || kept.act(Action::ForgetGroups))}
        </section>
    }
    .into_any()
}

fn button_view(kept: Kept, label: &'static str, press: impl Fn() + 'static) -> AnyView {
    view! {
        <p>
            <button
                type="button"
                class="button button-second"
                aria-disabled=move || kept.is_busy().then_some("true")
                on:click=move |_| press()
            >
                {label}
            </button>
        </p>
    }
    .into_any()
}

fn when(at: Option<&str>) -> Option<String> {
    at.and_then(clock::read).map(moment::since)
}

/// About how much room it is.
fn size(bytes: u64) -> String {
    let (unit, say): (u64, fn(&str) -> String) =
        if bytes < MEGABYTE { (KILOBYTE, words::kilobytes) } else { (MEGABYTE, words::megabytes) };
    say(&bytes.div_ceil(unit).to_string())
}

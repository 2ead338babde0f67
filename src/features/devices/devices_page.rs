//! Where somebody is signed in, and ending it on a device that is lost or not theirs.

use domain::london;
use leptos::prelude::*;
use wire::SignInView;

use crate::backend::account;
use crate::phrases::failure::failed_view;
use crate::phrases::life::life;
use crate::phrases::trouble::trouble_view;
use crate::phrases::{meeting, moment};
use crate::routes::me as routes;
use crate::state::changes::About;
use crate::state::doing::Doing;
use crate::state::fetched::{Fetched, Shown};
use crate::ui::loading::Loading;
use crate::ui::page::Page;
use crate::words::{app, devices as words, groups};

type Devices = Fetched<Vec<SignInView>>;

/// The page.
#[component]
pub fn DevicesPage() -> impl IntoView {
    let fetched: Devices = Fetched::new(&[About::Access], account::sign_ins);
    let said = RwSignal::new(None::<&'static str>);
    view! {
        <div class="devices">
            <p class="back-row"><a class="back" href=routes::HOME>{words::back()}</a></p>
            <Page title=words::title() app_name=app::name() tab=words::tab()>
                <p class="lead">{words::lead()}</p>
                {move || match fetched.shown() {
                    Shown::Loading => view! { <Loading words=app::loading() /> }.into_any(),
                    Shown::Failed(why) => failed_view(&why, Callback::new(move |()| fetched.again())),
                    Shown::There => list_view(fetched, said),
                }}
                <p role="status">{move || said.get()}</p>
                <section>
                    <h2>{words::ways()}</h2>
                    <ul class="devices-ways">
                        <li><a class="tap" href=routes::PASSKEYS>{words::passkeys_title()}</a></li>
                        <li><a class="tap" href=routes::RECOVERY_WORDS>{words::recovery_title()}</a></li>
                        <li><a class="tap" href=routes::DETAILS>{words::contacts()}</a></li>
                    </ul>
                </section>
            </Page>
        </div>
    }
    .into_any()
}

fn list_view(fetched: Devices, said: RwSignal<Option<&'static str>>) -> AnyView {
    (move || {
        fetched.read(|list| {
            let rows: Vec<_> = list.iter().map(|device| row_view(device, fetched, said)).collect();
            view! {
                <ul class="device-list">{rows}</ul>
                {(list.len() > 1).then(|| others_view(fetched, said))}
            }
            .into_any()
        })
    })
    .into_any()
}

fn row_view(device: &SignInView, fetched: Devices, said: RwSignal<Option<&'static str>>) -> AnyView {
    let id = device.id;
    let doing = RwSignal::new(Doing::Idle);
    let end = move |_| {
        Doing::run(doing, account::end_sign_in(id), move |()| {
            said.set(Some(words::ended()));
            fetched.fetch_quietly();
        });
    };
    let name = if device.device.is_empty() { words::unknown().to_owned() } else { device.device.clone() };
    let last = groups::day_and_time(&meeting::day(london::today(device.last_seen)), &moment::clock(device.last_seen));
    let end = (!device.is_this).then(|| {
        view! {
            <button type="button" class="button-quiet" disabled=move || doing.with(Doing::is_busy) on:click=end>
                {words::end()}
                <span class="visually-hidden">" " {name.clone()}</span>
            </button>
        }
    });
    view! {
        <li class="device">
            <p class="device-name">
                <strong>{name.clone()}</strong>
                {device.is_this.then(|| view! { " " <span class="chip">{words::this()}</span> })}
            </p>
            <p class="small">{life(device.life)}</p>
            <p class="small">{words::since(&moment::day(device.since))} " " {words::last(&last)}</p>
            {end}
            <div>{move || doing.with(|doing| doing.failure().map(|why| trouble_view(why, None)))}</div>
        </li>
    }
    .into_any()
}

fn others_view(fetched: Devices, said: RwSignal<Option<&'static str>>) -> AnyView {
    let doing = RwSignal::new(Doing::Idle);
    let end = move |_| {
        Doing::run(doing, account::end_other_sign_ins(), move |()| {
            said.set(Some(words::others_ended()));
            fetched.fetch_quietly();
        });
    };
    view! {
        <div>{move || doing.with(|doing| doing.failure().map(|why| trouble_view(why, None)))}</div>
        <p>
            <button
                type="button"
                class="button button-second"
                disabled=move || doing.with(Doing::is_busy)
                on:click=end
            >
                {words::end_others()}
            </button>
        </p>
    }
    .into_any()
}

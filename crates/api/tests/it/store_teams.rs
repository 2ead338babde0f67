//! Teams, and whom a referral goes to.

#![expect(clippy::unwrap_used, reason = "tests")]

use domain::hours::Hours;
use stile_api::store::{Error, Store, Team};
use uuid::Uuid;
use wire::{Nation, TeamId};

use super::support::stores;

fn team(number: u128, name: &str) -> Team {
    Team {
        id: TeamId(Uuid::from_u128(number)),
        name: name.into(),
        nation: Nation::NorthernIreland,
        phone: Some("01632 960100".into()),
        email: None,
        hours: Hours::parse("Mon-Thu 09:00-12:30, 13:30-17:00; Sat 10:00-12:00").unwrap(),
        promise_days: 3,
        safeguarding_lead: None,
    }
}

async fn covering(store: &Store, surgery: Option<&str>, district: Option<&str>) -> Option<String> {
    store.team_covering(surgery, district).await.unwrap().map(|team| team.name)
}

#[tokio::test]
async fn a_team_is_read_back_as_it_was_added() {
    for store in stores().await {
        let (one, two) = (team(1, "One"), team(2, "Another"));
        store.add_team(&one).await.unwrap();
        store.add_team(&two).await.unwrap();
        assert_eq!(store.list_teams().await.unwrap(), [two, one.clone()]);
        assert_eq!(store.team_named("One").await.unwrap(), Some(one.clone()));
        assert_eq!(store.find_team(one.id).await.unwrap(), Some(one));
        assert_eq!(store.team_named("None").await.unwrap(), None);
    }
}

#[tokio::test]
async fn a_name_is_taken_once() {
    for store in stores().await {
        store.add_team(&team(1, "One")).await.unwrap();
        assert!(matches!(store.add_team(&team(2, "One")).await, Err(Error::Conflict)));
        assert_eq!(store.list_teams().await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn the_surgerys_team_comes_before_the_districts() {
    for store in stores().await {
        let (surgerys, districts) = (team(1, "Surgery's"), team(2, "District's"));
        store.add_team(&surgerys).await.unwrap();
        store.add_team(&districts).await.unwrap();
        store.cover_surgery(surgerys.id, "QQ00001").await.unwrap();
        store.cover_district(districts.id, "QQ1").await.unwrap();

        assert_eq!(covering(&store, Some("QQ00001"), Some("QQ1")).await.as_deref(), Some("Surgery's"));
        assert_eq!(covering(&store, Some("QQ00009"), Some("QQ1")).await.as_deref(), Some("District's"));
        assert_eq!(covering(&store, None, Some("QQ1")).await.as_deref(), Some("District's"));
        assert_eq!(covering(&store, Some("QQ00001"), None).await.as_deref(), Some("Surgery's"));
        assert_eq!(covering(&store, Some("QQ00009"), Some("QQ3")).await, None);
        assert_eq!(covering(&store, None, None).await, None);
    }
}

#[tokio::test]
async fn cover_moves_from_team_to_team() {
    for store in stores().await {
        let (one, two) = (team(1, "One"), team(2, "Two"));
        store.add_team(&one).await.unwrap();
        store.add_team(&two).await.unwrap();
        for district in ["QQ2", "QQ1"] {
            store.cover_district(one.id, district).await.unwrap();
        }
        store.cover_district(two.id, "QQ2").await.unwrap();
        store.cover_surgery(one.id, "S1").await.unwrap();
        store.cover_surgery(two.id, "S1").await.unwrap();
        assert_eq!(store.cover_of(one.id).await.unwrap(), (vec![], vec!["QQ1".to_owned()]));
        assert_eq!(store.cover_of(two.id).await.unwrap(), (vec!["S1".to_owned()], vec!["QQ2".to_owned()]));
    }
}

#[tokio::test]
async fn an_unknown_team_covers_nothing() {
    for store in stores().await {
        assert!(store.cover_district(TeamId(Uuid::from_u128(5)), "QQ1").await.is_err());
        assert_eq!(covering(&store, None, Some("QQ1")).await, None);
    }
}

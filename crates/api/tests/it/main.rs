//! One program for all integration tests: linking the server once is what takes the time.
//!
//! Everything that touches the store runs on every engine; see `support`.

mod demo;
mod directory_import;
mod gazetteer;
mod http_authorization;
mod http_changes;
mod http_check_ins;
mod http_codes_attack;
mod http_desk;
mod http_groups;
mod http_headers;
mod http_helpers;
mod http_near;
mod http_notices;
mod http_pages;
mod http_passkeys;
mod http_people;
mod http_plan;
mod http_referrals;
mod http_sign_in;
mod http_thread;
mod nearest;
mod notices;
mod openapi;
mod people_world;
mod push;
mod raw_sql;
mod steps;
mod store_accounts;
mod store_audit;
mod store_gazetteer;
mod store_groups;
mod store_personal;
mod store_referrals;
mod store_reports;
mod store_teams;
mod support;
mod test_app;

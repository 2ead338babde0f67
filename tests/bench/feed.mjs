// An Open Referral UK 3.0 feed of invented groups, as many as wanted, the same for the same seed: towns, halls in them, and
// what meets there. Nothing is copied from anywhere.
import { once } from "node:events";
import { createWriteStream, writeFileSync } from "node:fs";
import { createGzip } from "node:zlib";
import { randomNumbers } from "./random.mjs";

const list = (words) => words.split(/\s+/);
const ACTIVITIES = list(`coffee gardening walking choir knitting chess yoga dancing reading painting pottery cooking lunch
  swimming cycling bowls bingo crafts quilting woodwork singing guitar drama poetry history photography birdwatching
  fishing computers welcome carers parents veterans stroke dementia diabetes grief debt housing`);
const KINDS = list("group club circle class café workshop session hub friends");
const FILLERS = list(`and the for with we you people local friendly free tea everyone come join week meet new all ages
  support advice community hall library church relaxed fun learn share skills make talk listen together family older
  health wellbeing outdoors gentle exercise music garden food warm quiet volunteers confidential parking weekly`);
const BEGINNINGS = list("Ash Brook Cran Dun Elm Fern Green Hazel Ivy Kings Lin Mill North Oak Red Stone Thorn Under West Wood");
const ENDINGS = list("bridge bury by combe dale den field ford gate ham hurst leigh low moor port stead ton well wick worth");
const ACCESS = ["Step-free access", "Accessible toilet", "Blue Badge parking", "Hearing loop", "Bus stop outside", "Quiet room"];
const DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const TOWNS = 400;
const SECTORS = 9;
/** The letters at the end of a postcode. */
const UNITS = [..."ABDEFGHJLN"];
const WORDS_OF_DESCRIPTION = 40;
/** A box around Great Britain: south and west, and how far it goes to the north and the east, in degrees. */
const [SOUTH, WEST, HEIGHT, WIDTH] = [50.2, -5.5, 8, 7];

/**
 * Writes the feed to a file that is packed by gzip. With `around`, a point, all of it is in one town there; else it is
 * spread over the country.
 */
export async function writeFeed(file, { groups, seed = 1, around }) {
  const random = randomNumbers(seed);
  const towns = around ? [townAt(random, 0, around)] : Array.from({ length: TOWNS }, (_, at) => townAt(random, at));
  const packer = createGzip({ level: 1 });
  const out = packer.pipe(createWriteStream(file));
  const written = once(out, "finish");
  packer.write(`{"total_items":${groups},"total_pages":1,"page_number":1,"size":${groups},"first_page":true,`);
  packer.write('"last_page":true,"empty":false,"contents":[');
  for (let at = 0; at < groups; at += 1) {
    const text = JSON.stringify(service(random, towns));
    if (!packer.write(at > 0 ? `,${text}` : text)) await once(packer, "drain");
  }
  packer.end("]}");
  await written;
}

/** Writes a table of the postcodes of the town around a point, as `stile postcodes import` reads it. */
export function writePostcodes(file, { seed = 1, around }) {
  const random = randomNumbers(seed);
  const town = townAt(random, 0, around);
  const rows = ["postcode,lat,lon,positional_quality,country_code,admin_district_code"];
  for (let sector = 1; sector <= SECTORS; sector += 1) {
    for (const unit of UNITS.flatMap((one) => UNITS.map((other) => one + other))) {
      const { lat, lon } = somewhere(random, town);
      rows.push(`${town.district} ${sector}${unit},${lat},${lon},10,E92000001,E07000221`);
    }
  }
  writeFileSync(file, `${rows.join("\n")}\n`);
}

/** Points where somebody may ask from, in the same towns. */
export function origins(count, { seed = 1, around } = {}) {
  const random = randomNumbers(seed);
  const towns = around ? [townAt(random, 0, around)] : Array.from({ length: TOWNS }, (_, at) => townAt(random, at));
  return Array.from({ length: count }, () => somewhere(random, early(random, towns)));
}

function townAt(random, at, around) {
  const name = `${BEGINNINGS[at % BEGINNINGS.length]}${ENDINGS[Math.floor(at / BEGINNINGS.length) % ENDINGS.length]}`;
  const middle = around ?? { lat: SOUTH + HEIGHT * random(), lon: WEST + WIDTH * random() };
  return { name, middle, reach: 0.02 + 0.15 * random(), district: `QX${1 + (at % 99)}` };
}

function service(random, towns) {
  const town = early(random, towns);
  const activity = pick(random, ACTIVITIES);
  const id = uuid(random);
  const location = place(random, town);
  const description = Array.from({ length: WORDS_OF_DESCRIPTION }, () => early(random, FILLERS)).join(" ");
  const isPaid = random() < 0.25;
  return {
    id,
    name: `${town.name} ${activity} ${pick(random, KINDS)}`,
    status: "active",
    description: `${activity[0].toUpperCase()}${activity.slice(1)} in ${town.name}: ${description}.`,
    organization: { id: uuid(random), name: `${town.name} Neighbours`, description: "Invented." },
    service_at_locations: [{ id: uuid(random), service_id: id, location, schedules: [schedule(random)] }],
    cost_options: [{ id: uuid(random), option: isPaid ? "Session" : "Free", amount: isPaid ? 3 : 0, currency: "GBP" }],
  };
}

function place(random, town) {
  const { lat, lon } = somewhere(random, town);
  const name = `${pick(random, BEGINNINGS)} Hall`;
  const sector = Math.floor(random() * SECTORS) + 1;
  const unit = pick(random, UNITS) + pick(random, UNITS);
  return {
    id: uuid(random),
    location_type: "physical",
    name,
    latitude: lat,
    longitude: lon,
    addresses: [
      {
        id: uuid(random), address_1: `${1 + Math.floor(random() * 200)} ${pick(random, BEGINNINGS)} Road`, city: town.name,
        postal_code: `${town.district} ${sector}${unit}`, country: "GB", address_type: "physical",
      },
    ],
    accessibility: ACCESS.filter(() => random() < 0.35).map((description) => ({ id: uuid(random), description })),
  };
}

function schedule(random) {
  const day = pick(random, DAYS);
  const isMonthly = random() < 0.2;
  const opens = 9 + Math.floor(random() * 10);
  return {
    id: uuid(random),
    freq: isMonthly ? "MONTHLY" : "WEEKLY",
    byday: isMonthly ? `${1 + Math.floor(random() * 4)}${day}` : day,
    opens_at: `${String(opens).padStart(2, "0")}:00`,
    closes_at: `${String(opens + 2).padStart(2, "0")}:00`,
  };
}

/** Close to the middle of a town more often than far out. Five decimal places are a metre. */
function somewhere(random, { middle, reach }) {
  const away = () => reach * (random() + random() + random() - 1.5);
  const degrees = (number) => Math.round(number * 1e5) / 1e5;
  return { lat: degrees(middle.lat + away()), lon: degrees(middle.lon + 1.6 * away()) };
}

function pick(random, from) {
  return from[Math.floor(random() * from.length)];
}

/** What comes first in the list comes most often. */
function early(random, from) {
  return from[Math.floor(random() ** 2 * from.length)];
}

function uuid(random) {
  const hex = Array.from({ length: 4 }, () => Math.floor(random() * 2 ** 32).toString(16).padStart(8, "0")).join("");
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-4$3-8$4-$5");
}

import { assetUses, type Bundle } from '../bundle/index.ts';
import type { EditionIdentity } from './identity.ts';
import { messages } from './messages.ts';
import { type Moment, moveMoments } from './moments.ts';
import type { ClonePart } from './parts.ts';
import { renamed } from './rename.ts';
import { type Days, type Keep, shiftDay, shiftLocal } from './shift.ts';

/** What shall come along from a past edition, and how. */
export interface CloneChoice {
	identity: EditionIdentity;
	/** With what they need: `withNeeded`. */
	parts: readonly ClonePart[];
	keep: Keep;
	/** Days and times that somebody decided otherwise than they would move, by the id of the moment. */
	moved: Readonly<Record<string, string>>;
}

export interface NextBundle {
	bundle: Bundle;
	moments: Moment[];
	/** Ids of sessions that lose their day, because the new edition is shorter. */
	undated: string[];
}

/**
 * A new edition out of a past one. Nobody's application, relation or letter comes along; members of the committee are
 * proposals, which are not public until they are confirmed; what came of the past edition stays with it. Pure.
 */
export function nextBundle(past: Bundle, choice: CloneChoice): NextBundle {
	const { identity, keep } = choice;
	const takes = (part: ClonePart) => choice.parts.includes(part);
	const of = <T>(part: ClonePart, list: readonly T[]): T[] => (takes(part) ? [...list] : []);
	const { theme: _, summary, values, contacts, ...frame } = past.edition;
	const zoneMoved = past.edition.zone !== identity.zone;

	const sessions = of('sessions', past.sessions).map((session) => movedSession(session, past.edition, identity));
	const letters = takes('letters') ? past.letters : undefined;
	const committee = takes('committee') ? proposed(past) : undefined;
	const appearing = new Set([
		...(committee?.roles.map((role) => role.person) ?? []),
		...(letters?.signatories.flatMap((one) => one.person ?? []) ?? []),
	]);
	const persons = past.persons.filter((person) => appearing.has(person.id));
	const partners = of('partners', past.partners);
	const organisations = new Set([
		...partners.map((partner) => partner.organisation),
		...persons.flatMap(({ positions }) => [...positions.en, ...positions.zh].flatMap((one) => one.organisation ?? [])),
		...(letters?.letterhead.organisations ?? []),
	]);
	const tracks = takes('tracks') ? past.tracks : { tracks: [], outside: [] };
	const calls = of('calls', past.calls).map((call) =>
		zoneMoved && call.window.zone === past.edition.zone
			? { ...call, window: { ...call.window, zone: identity.zone } }
			: call,
	);
	const known = new Set(calls.map((call) => call.slug));
	const next: Bundle = {
		edition: {
			...frame,
			...identity,
			...(takes('pages') && summary ? { summary } : {}),
			values: of('pages', values),
			contacts: of('pages', contacts),
			state: 'in-preparation',
		},
		series: past.series,
		assets: [],
		organisations: past.organisations.filter((one) => organisations.has(one.id)),
		sites: of('sites', past.sites).map((site) => ({
			...site,
			rooms: site.rooms.map(({ track, ...room }) => (takes('tracks') && track ? { ...room, track } : room)),
		})),
		partners,
		persons,
		...(committee ? { committee } : {}),
		tracks,
		// A date of a call that stays behind is a date of the edition.
		dates: of('dates', past.dates).map(({ call, window, ...date }) =>
			call !== undefined && known.has(call) ? { ...date, call, ...(window ? { window } : {}) } : date,
		),
		sessions: sessions.map(({ session }) => session),
		past: past.past.filter((one) => one.slug !== identity.slug),
		...(letters ? { letters } : {}),
		pages: of('pages', past.pages),
		calls,
	};
	const { bundle, moments } = moveMoments(
		next,
		(local) => shiftLocal(local, past.edition, identity, keep),
		choice.moved,
	);
	return {
		bundle: { ...named(bundle, past.edition, identity), assets: assetsOf(bundle, past) },
		moments,
		undated: sessions.flatMap(({ session, undated }) => (undated ? [session.id] : [])),
	};
}

/** Its texts with its own name in place of the past one's; what it shares with others, and notes on the past, as they are. */
function named(bundle: Bundle, past: EditionIdentity, identity: EditionIdentity): Bundle {
	const { series, organisations, persons, past: before, committee, edition, ...speaking } = bundle;
	return {
		...renamed(speaking, past, identity),
		edition: { ...renamed(edition, past, identity), ...identity },
		...(committee ? { committee: { ...committee, name: renamed(committee.name, past, identity) } } : {}),
		series,
		organisations,
		persons,
		past: before,
	};
}

/** The files that what came along shows or links to. */
function assetsOf(bundle: Bundle, past: Bundle): Bundle['assets'] {
	const used = new Set(assetUses(bundle).map(({ id }) => id));
	return past.assets.filter((asset) => used.has(asset.id));
}

/** The committee with everybody's role as a proposal. A note that a role had stays behind it. */
function proposed(past: Bundle): Bundle['committee'] {
	if (!past.committee) return undefined;
	const note = {
		en: messages.en.proposed(past.edition.short),
		zh: messages.zh.proposed(past.edition.short),
	};
	return { ...past.committee, roles: past.committee.roles.map((role) => ({ ...role, reading: note })) };
}

type Session = Bundle['sessions'][number];

/** A session keeps its place in the symposium; one whose day there is none for any more loses it, and its hours. */
function movedSession(session: Session, past: Days, next: Days): { session: Session; undated: boolean } {
	const { on, until, part, starts, ends, ...rest } = session;
	if (on === undefined) return { session, undated: false };
	const moved = shiftDay(on, past, next, 'distance');
	if (moved > next.ends || moved < next.starts) return { session: { ...rest, state: 'in-preparation' }, undated: true };
	const last = until === undefined ? undefined : shiftDay(until, past, next, 'distance');
	const hours = { ...(part ? { part } : {}), ...(starts ? { starts } : {}), ...(ends ? { ends } : {}) };
	const days = last === undefined ? {} : { until: last > next.ends ? next.ends : last };
	return { session: { ...rest, on: moved, ...days, ...hours }, undated: false };
}

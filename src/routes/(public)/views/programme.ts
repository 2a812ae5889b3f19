import { inLocale, type Locale } from '#core/i18n/index.ts';
import { instantOf } from '#modules/calls/local-time.ts';
import type { Bundle, BundleSession } from '#modules/editions/bundle/index.ts';
import { editionDays } from '#modules/editions/date-instants.ts';
import { type TrackView, trackViews } from './edition.ts';

export interface SessionView {
	id: string;
	kind: BundleSession['kind'];
	title: string;
	description: string;
	/** `09:00–10:30` in the zone of the edition; empty while the hour is not settled. */
	hours: string;
	part: BundleSession['part'] | null;
	/** 'Online · Main hall'; empty while the place is not settled. */
	where: string;
	track: TrackView | null;
}
export interface ProgrammeDay {
	/** 1 for the first day of the symposium. */
	number: number;
	day: string;
	at: number;
	/** In the order of the day; tracks that meet at the same time stand in `parallel`, after `before` of them. */
	before: SessionView[];
	parallel: SessionView[];
	after: SessionView[];
}
export interface ProgrammeView {
	zone: string;
	days: ProgrammeDay[];
	/** Sessions whose day is not settled. */
	open: SessionView[];
}

const hour = 3_600_000;
const ranks = { morning: 1, afternoon: 3, evening: 4 } as const;

/** The preliminary programme by day: only what is known stands in it. Pure. */
export function programmeView(bundle: Bundle, locale: Locale): ProgrammeView {
	const { zone } = bundle.edition;
	const { from, to } = editionDays(bundle.edition);
	const { tracks } = trackViews(bundle, locale);
	const view = (session: BundleSession): SessionView => ({
		id: session.id,
		kind: session.kind,
		title: inLocale(session.title, locale).text,
		description: session.description ? inLocale(session.description, locale).text : '',
		hours: session.starts ? (session.ends ? `${session.starts}–${session.ends}` : session.starts) : '',
		part: session.part ?? null,
		where: placeOf(bundle, session, locale),
		track: tracks.find((track) => track.code === session.track) ?? null,
	});
	// A day may be 23 or 25 hours long: noon is on it in any case.
	const count = Math.round((to - from) / (24 * hour));
	const days = Array.from({ length: count }, (_, place) => {
		const day = nextDay(bundle.edition.starts, place);
		const ofDay = inOrder(bundle.sessions.filter((one) => one.on && one.on <= day && day <= (one.until ?? one.on)));
		const firstParallel = ofDay.findIndex((one) => one.track !== undefined);
		const common = (one: BundleSession) => one.track === undefined;
		const cut = firstParallel < 0 ? ofDay.length : firstParallel;
		return {
			number: place + 1,
			day,
			at: instantOf(day, zone, 'start'),
			before: ofDay.slice(0, cut).map(view),
			parallel: ofDay.filter((one) => !common(one)).map(view),
			after: ofDay.slice(cut).filter(common).map(view),
		};
	});
	return { zone, days, open: bundle.sessions.filter((one) => one.on === undefined).map(view) };
}

/** By hour where one is known, else by the part of the day, else as listed. */
function inOrder(sessions: readonly BundleSession[]): BundleSession[] {
	const rank = (one: BundleSession): number => {
		if (one.starts) return 1 + Number(one.starts.slice(0, 2)) / 8;
		return one.part ? ranks[one.part] : 2;
	};
	return [...sessions].sort((a, b) => rank(a) - rank(b));
}

function placeOf(bundle: Bundle, session: BundleSession, locale: Locale): string {
	const site = bundle.sites.find((one) => one.id === session.site && one.state === 'published');
	if (!site) return '';
	const room = site.rooms.find((one) => one.id === session.room);
	return [site, room].flatMap((one) => (one ? inLocale(one.name, locale).text : [])).join(' · ');
}

/** The calendar day so many days after another. */
function nextDay(day: string, days: number): string {
	const [year, month, date] = day.split('-').map(Number) as [number, number, number];
	return new Date(Date.UTC(year, month - 1, date + days)).toISOString().slice(0, 10);
}

import { inLocale, type Locale } from '#core/i18n/index.ts';
import type { Bundle, BundleKeyDate } from '#modules/editions/bundle/index.ts';
import { dateInstants } from '#modules/editions/date-instants.ts';
import { same } from '#modules/editions/merge.ts';
import { type RecordKind, type RecordValue, splitKey } from '#modules/editions/records.ts';
import { windowInstants } from '#modules/calls/window.ts';
import type { Call } from '#modules/calls/call.ts';
import { lastMinute } from '#core/clock/format.ts';
import { dateWords, momentWords } from './date-words.ts';
import { feedMessages } from './ui/feed-messages.ts';

/** What one publication changed for the public, in words; `path` is the page on which it stands, without language. */
export interface ChangeLine {
	text: string;
	path: string;
}

interface Touched {
	key: string;
	before: RecordValue | null;
	after: RecordValue | null;
}

interface Reading {
	code: string;
	/** The record as the public saw and sees it; null where it did or does not. */
	before: RecordValue | null;
	after: RecordValue | null;
	bundle: Bundle;
	locale: Locale;
}

/**
 * The lines of one publication, each thing once. What the public does not see (texts in preparation, readings of the
 * source, letters) and what changed in such alone gives no line. Names of persons are not repeated here: a feed is kept by
 * others for ever.
 */
export function changeLines(touched: readonly Touched[], bundle: Bundle, locale: Locale): ChangeLine[] {
	const lines = touched.flatMap(({ key, before, after }) => {
		const { kind, code } = splitKey(key);
		const read = readers[kind];
		const seen = [before, after].map((value) => (value ? publicSide(kind, value) : null));
		const [was, is] = seen as [RecordValue | null, RecordValue | null];
		if (!read || same(was, is)) return [];
		const line = read({ code, before: was, after: is, bundle, locale });
		return line ? [line] : [];
	});
	return lines.filter((line, place) => lines.findIndex((other) => same(other, line)) === place);
}

/** What of a record the public sees, as `publicView` decides for a whole edition; null for nothing at all. */
function publicSide(kind: RecordKind, value: RecordValue): RecordValue | null {
	const { position: _, reading, state, ...rest } = value;
	if (kind === 'role' && reading !== undefined) return null;
	if (kind === 'person' && value.sample === true) return null;
	const hides = kind === 'page' || kind === 'site' || kind === 'session' || kind === 'outcome';
	return hides && state !== 'published' ? null : rest;
}

const readers: Partial<Record<RecordKind, (reading: Reading) => ChangeLine | undefined>> = {
	edition: ({ bundle, locale }) => ({ text: feedMessages[locale].edition, path: `/${bundle.edition.slug}` }),
	page(reading) {
		const t = feedMessages[reading.locale];
		const name = nameOf(reading, 'title');
		const text = !reading.before ? t.pageNew(name) : !reading.after ? t.pageGone(name) : t.pageChanged(name);
		const { slug } = reading.bundle.edition;
		return { text, path: reading.code === 'home' || !reading.after ? `/${slug}` : `/${slug}/${reading.code}` };
	},
	date: (reading) => ({ text: dateText(reading), path: `/${reading.bundle.edition.slug}/dates` }),
	call(reading) {
		const { bundle, code, after, locale } = reading;
		const t = feedMessages[locale];
		const name = nameOf(reading, 'title');
		const path = after ? `/${bundle.edition.slug}/calls/${code}` : `/${bundle.edition.slug}/calls`;
		const closes = (value: RecordValue | null) => (value ? callCloses(value, locale) : '');
		const [was, is] = [closes(reading.before), closes(after)];
		if (!after) return { text: t.callGone(name), path };
		if (!reading.before) return { text: t.callNew(name, is), path };
		return { text: was === is ? t.callChanged(name) : t.callMoved(name, was, is), path };
	},
	track: (reading) => named(reading, 'tracks', feedMessages[reading.locale].track),
	outside: (reading) => named(reading, 'tracks', feedMessages[reading.locale].outside),
	partner(reading) {
		const { bundle, code, locale } = reading;
		const organisation = bundle.organisations.find(({ id }) => id === code.slice(code.indexOf('/') + 1));
		const t = feedMessages[locale];
		const text = organisation ? t.partner(inLocale(organisation.name, locale).text) : t.partners;
		return { text, path: `/${bundle.edition.slug}` };
	},
	committee: (reading) => committee(reading),
	office: (reading) => committee(reading),
	role: (reading) => committee(reading),
	person: (reading) => committee(reading),
	site: (reading) => named(reading, '', feedMessages[reading.locale].site),
	session: (reading) => named(reading, '', feedMessages[reading.locale].session, 'title'),
	// What came of an edition is shown once it is closed, and stands in its public side only then.
	outcome: (reading) =>
		reading.bundle.outcomes ? named(reading, '', feedMessages[reading.locale].outcome, 'title') : undefined,
	past: ({ locale }) => ({ text: feedMessages[locale].past, path: '/editions' }),
};

function committee({ bundle, locale }: Reading): ChangeLine {
	return { text: feedMessages[locale].committee, path: `/${bundle.edition.slug}/committee` };
}

function named(reading: Reading, page: string, say: (name: string) => string, field = 'name'): ChangeLine {
	const base = `/${reading.bundle.edition.slug}`;
	return { text: say(nameOf(reading, field)), path: page ? `${base}/${page}` : base };
}

function nameOf({ before, after, code, locale }: Reading, field: string): string {
	const name = (after ?? before)?.[field];
	return typeof name === 'object' && name !== null ? inLocale(name, locale).text : code;
}

/** A date that was moved says from when to when: that is what readers of a feed wait for. */
function dateText(reading: Reading): string {
	const { before, after, code, bundle, locale } = reading;
	const t = feedMessages[locale];
	const name = nameOf(reading, 'label');
	const when = (value: RecordValue) => {
		const date = { ...value, id: code } as unknown as BundleKeyDate;
		const { zone } = bundle.edition;
		const about = { latest: date.latest, deadline: date.kind === 'deadline' };
		const { day, time } = dateWords({ ...dateInstants(date, zone), ...about }, zone, locale);
		return time ? t.when(day, time) : day;
	};
	if (!after) return t.dateGone(name);
	if (!before) return t.dateNew(name, when(after));
	const [was, is] = [when(before), when(after)];
	return was === is ? t.dateChanged(name, is) : t.dateMoved(name, was, is);
}

function callCloses(value: RecordValue, locale: Locale): string {
	const { window } = value as unknown as Call;
	const { closesAt } = windowInstants(window);
	const { day, time } = momentWords(lastMinute(closesAt, window.zone), window.zone, locale);
	return feedMessages[locale].when(day, time);
}

/** One publication as an entry of the feed, `number` counting within the edition. */
export interface PublishedChange {
	number: number;
	at: number;
	lines: ChangeLine[];
}

/**
 * The publications of an edition as the public may know them, the newest first: back to the day on which it opened (that
 * entry has no lines), and nothing of the work before it. None while the edition is in preparation.
 */
export function publishedChanges(
	changes: readonly { number: number; at: number; kind: string; records: readonly Touched[] }[],
	bundle: Bundle,
	locale: Locale,
): PublishedChange[] {
	if (bundle.edition.state !== 'published') return [];
	const found: PublishedChange[] = [];
	for (const { number, at, kind, records } of changes) {
		if (number === 1 || records.some(opens)) return [...found, { number, at, lines: [] }];
		const lines = changeLines(records, bundle, locale);
		if (kind === 'closed') lines.unshift({ text: feedMessages[locale].closed, path: `/${bundle.edition.slug}` });
		if (lines.length > 0) found.push({ number, at, lines });
	}
	return found;
}

function opens({ key, before, after }: Touched): boolean {
	return key === 'edition' && before?.state !== 'published' && after?.state === 'published';
}

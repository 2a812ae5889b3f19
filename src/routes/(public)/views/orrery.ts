import { inLocale, type Locale } from '#core/i18n/index.ts';
import { instantOf } from '#modules/calls/local-time.ts';
import { windowInstants, windowState } from '#modules/calls/window.ts';
import type { Bundle, BundleSession } from '#modules/editions/bundle/index.ts';
import { publicCalls } from '#modules/editions/public-calls.ts';
import type { OrreryData } from '#ui/orrery/model.ts';
import { lastMinute, zonedParts } from '#core/clock/format.ts';
import { dateInstants, editionDays } from '#modules/editions/date-instants.ts';

const hour = 3_600_000;
/** Where in its day a session without an hour is drawn, by the part of the day that is known. */
const partHours = { morning: 9, afternoon: 14, evening: 19 } as const;

/** An edition as data for its orrery. Sessions without a day are left out; those without an hour are loose. */
export function orreryView(bundle: Bundle, locale: Locale, now: number): OrreryData {
	const { zone } = bundle.edition;
	const next = publicCalls(bundle)
		.map((call) => windowInstants(call.window))
		.sort((a, b) => Number(windowState(a, now) === 'closed') - Number(windowState(b, now) === 'closed'))[0];
	return {
		tracks: bundle.tracks.tracks.map((track, place) => ({
			key: track.code,
			code: track.code,
			name: inLocale(track.name, locale).text,
			place: place + 1,
		})),
		sessions: bundle.sessions
			.filter((session) => session.on !== undefined)
			.map((session) => ({
				key: session.id,
				track: session.track ?? null,
				title: inLocale(session.title, locale).text,
				...sessionSpan(session, bundle, zone),
			})),
		dates: [
			...bundle.dates
				.filter((date) => date.kind !== 'event')
				.map((date) => {
					const { at } = dateInstants(date, zone);
					const tooLate = date.kind === 'deadline' || date.latest;
					return { at, label: shortDay(tooLate ? lastMinute(at, zone) : at, zone, locale) };
				}),
			...daysOf(bundle).map((at) => ({ at, label: shortDay(at, zone, locale) })),
		].filter((date, place, all) => all.findIndex((other) => other.label === date.label) === place),
		window: next ? { opens: next.opensAt, closes: next.closesAt } : null,
		days: editionDays(bundle.edition),
		now,
	};
}

function sessionSpan(
	session: BundleSession,
	bundle: Bundle,
	zone: string,
): { start: number; end: number; loose: boolean } {
	const day = session.on as string;
	if (session.starts !== undefined) {
		const start = instantOf(`${day}T${session.starts}`, zone, 'start');
		const end = session.ends ? instantOf(`${day}T${session.ends}`, zone, 'start') : start + hour;
		return { start, end, loose: false };
	}
	const from = instantOf(day, zone, 'start');
	if (session.track !== undefined || session.until !== undefined) {
		return { start: from, end: instantOf(session.until ?? day, zone, 'end'), loose: true };
	}
	// Common sessions of one day in their order, five hours from one to the next.
	const sameDay = bundle.sessions.filter((one) => one.on === day && one.track === undefined && !one.part);
	const hours = session.part ? partHours[session.part] : partHours.morning + 5 * sameDay.indexOf(session);
	return { start: from + hours * hour, end: from + (hours + 2) * hour, loose: true };
}

function daysOf(bundle: Bundle): number[] {
	const { from, to } = editionDays(bundle.edition);
	return Array.from({ length: Math.round((to - from) / (24 * hour)) }, (_, day) => from + day * 24 * hour);
}

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

function shortDay(at: number, zone: string, locale: Locale): string {
	const { day, month } = zonedParts(at, zone);
	return locale === 'zh' ? `${month}月${day}日` : `${day} ${months[month - 1]}`;
}

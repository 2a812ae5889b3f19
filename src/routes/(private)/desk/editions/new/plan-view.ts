import { formatDate, formatTime, instantOf, lastMinute, zoneOffset, endOfDay } from '#core/clock/index.ts';
import { inLocale, type Locale } from '#core/i18n/index.ts';
import type { Problem } from '#core/refusal/index.ts';
import { describeFinding, findingMessages } from '#modules/editions/bundle/findings.ts';
import type { Moment } from '#modules/editions/clone.ts';
import { cloneParts } from '#modules/editions/clone.ts';
import { nameOfRecord } from '#modules/editions/record-names.ts';
import { recordsOf } from '#modules/editions/records.ts';
import type { EditionPlan } from '#modules/editions/server/index.ts';
import { displayName } from '#modules/people/name.ts';
import { messages } from '../messages.ts';

/** A plan in words of a language, for the page. */
export function planView(plan: EditionPlan, chosen: readonly string[], locale: Locale) {
	const { bundle } = plan;
	const t = messages[locale].new;
	const records = recordsOf(bundle);
	const counts = {
		tracks: bundle.tracks.tracks.length,
		dates: bundle.dates.length,
		partners: bundle.partners.length,
		roles: bundle.committee?.roles.length ?? 0,
		sites: bundle.sites.length,
		sessions: bundle.sessions.length,
		pages: bundle.pages.length,
		letters: bundle.letters?.texts.length ?? 0,
		calls: bundle.calls.length,
		assets: bundle.assets.length,
	};
	return {
		short: bundle.edition.short,
		counts: Object.entries(counts)
			.filter(([, count]) => count > 0)
			.map(([what, count]) => ({ label: t.counts[what as keyof typeof counts](count) })),
		brought: cloneParts
			.filter((part) => plan.parts.includes(part) && !chosen.includes(part))
			.map((part) => t.parts[part]),
		undated: plan.undated.length,
		mentions: plan.mentions.map((key) => inLocale(nameOfRecord(records, key), locale).text),
		moments: plan.moments.map((moment) => momentView(moment, plan.problems, locale)),
		people: plan.people.map(({ id, relation, track, names }) => ({
			id,
			name: displayName(names, locale),
			what: [t.relations[relation], ...(track === null ? [] : [t.ofTrack(track)])].join(' '),
		})),
		becomesOrganiser: plan.becomesOrganiser,
	};
}

/** A day or time as it was and as it would be. */
function momentView(moment: Moment, problems: readonly Problem[], locale: Locale) {
	const { id, from, to, zone, places } = moment;
	const t = messages[locale].new;
	const labels = places.map(({ label, what }) => {
		const name = inLocale(label, locale).text;
		return what !== 'date' ? `${name}${locale === 'zh' ? '：' : ': '}${t.whats[what]}` : name;
	});
	const problem = problems.find(({ path }) => places.some((place) => place.path === path));
	return {
		id,
		label: [...new Set(labels)].join(' · '),
		was: said(from, zone, locale),
		day: to.slice(0, 10),
		// A bare day has no time of day to choose.
		time: from.length === 10 ? null : to.slice(11),
		proposed: to,
		now: said(to, zone, locale),
		zone,
		offset: offsets(from, to, zone, locale),
		error: problem ? sentence(problem, locale) : undefined,
	};
}

/** A local time in words: a weekday, because that is what people judge a deadline by. Empty when it is none. */
function said(local: string, zone: string, locale: Locale): string {
	const at = instant(local, zone);
	if (at === undefined) return '';
	const shown = local.endsWith('T24:00') ? lastMinute(at, zone) : at;
	const day = formatDate(shown, zone, locale, { weekday: true });
	return local.length === 10 ? day : `${day}${locale === 'zh' ? ' ' : ', '}${formatTime(shown, zone)}`;
}

function instant(local: string, zone: string): number | undefined {
	try {
		return local.endsWith('T24:00') ? endOfDay(local.slice(0, 10), zone) : instantOf(local, zone);
	} catch {
		return undefined;
	}
}

/** Says when summer time lies between the old and the new date, for a time of day is kept and its instant is not. */
function offsets(from: string, to: string, zone: string, locale: Locale): string {
	const [a, b] = [instant(from, zone), instant(to, zone)];
	if (a === undefined || b === undefined || from.length === 10) return '';
	const [then, now] = [zoneOffset(a, zone), zoneOffset(b, zone)];
	return then === now ? '' : messages[locale].new.offset(then, now);
}

/** Where a problem is shown: the field of its path, or for a moment the field of its day. */
export function sayPlanProblems(plan: EditionPlan, locale: Locale): { path: string; message: string }[] {
	const seen = new Set<string>();
	const inSeries = plan.problems.some(({ path }) => path.startsWith('series.'));
	return plan.problems.flatMap((problem) => {
		const moment = plan.moments.find(({ places }) => places.some(({ path }) => path === problem.path));
		const path = moment ? `moment.${moment.id}.day` : fieldOf(problem.path);
		// What a new series lacks stands at its own fields.
		if (seen.has(path) || (path === 'series' && inSeries)) return [];
		seen.add(path);
		return [{ path, message: sentence(problem, locale) }];
	});
}

/** Paths of a blank's series and host are those of the bundle; the form knows them by its own names. */
function fieldOf(path: string): string {
	return path
		.replace(/^organisations\.0/, 'host')
		.replace(/^partners\.0(\..*)?$/, 'host.id')
		.replace(/^languages\..*/, 'languages');
}

function sentence({ code, params }: Problem, locale: Locale): string {
	const own: Record<string, string> = messages[locale].problems;
	if ((code === 'too-small' && Number(params?.minimum ?? 1) <= 1900) || code === 'no-language')
		return own.missing ?? code;
	if (Object.hasOwn(own, code)) return own[code] ?? code;
	if (Object.hasOwn(findingMessages.en, code)) {
		return describeFinding({ code: code as keyof typeof findingMessages.en, ...(params ? { params } : {}) }, locale);
	}
	return code;
}

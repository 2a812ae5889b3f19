import type { EditionIdentity } from '#modules/editions/clone.ts';
import { type ClonePart, cloneParts } from '#modules/editions/clone.ts';
import type { EditionRequest } from '#modules/editions/clone.ts';
import { keeps } from '#modules/editions/clone.ts';
import { slugOf } from '#core/text/slug.ts';
import type { Locale } from '#core/i18n/index.ts';

/** What stands in the form, as text, whether it makes sense or not. */
export interface TypedEdition {
	/** The past edition, or empty for a blank. */
	from: string;
	slug: string;
	year: string;
	nameEn: string;
	nameZh: string;
	short: string;
	starts: string;
	ends: string;
	zone: string;
	languages: string[];
	mode: string;
	parts: string[];
	keep: string;
	grants: string[];
	/** Slug of a known one, or empty for a new one. */
	series: string;
	seriesId: string;
	seriesEn: string;
	seriesZh: string;
	seriesShort: string;
	host: string;
	hostId: string;
	hostEn: string;
	hostZh: string;
	/** Days and times that were changed by hand, by the path of the moment. */
	moved: Record<string, string>;
}

/**
 * The form before anybody has typed, from what is suggested.
 * @param usual what the installation says of new editions, for a blank
 */
export function suggestedForm(
	from: string,
	identity: EditionIdentity | undefined,
	usual: { zone: string; languages: readonly Locale[] },
): TypedEdition {
	return {
		from,
		slug: identity?.slug ?? '',
		year: identity ? String(identity.year) : '',
		nameEn: identity?.name.en ?? '',
		nameZh: identity?.name.zh ?? '',
		short: identity?.short ?? '',
		starts: identity?.starts ?? '',
		ends: identity?.ends ?? '',
		zone: identity?.zone ?? usual.zone,
		languages: [...(identity?.languages ?? usual.languages)],
		mode: identity?.mode ?? 'hybrid',
		parts: [...cloneParts],
		keep: 'weekday',
		grants: [],
		series: '',
		seriesId: '',
		seriesEn: '',
		seriesZh: '',
		seriesShort: '',
		host: '',
		hostId: '',
		hostEn: '',
		hostZh: '',
		moved: {},
	};
}

/** Reads the posted form. */
export function typedForm(form: FormData): TypedEdition {
	const text = (name: string) => {
		const value = form.get(name);
		return typeof value === 'string' ? value.trim() : '';
	};
	const all = (name: string) => form.getAll(name).filter((value) => typeof value === 'string');
	return {
		from: text('from'),
		slug: text('slug'),
		year: text('year'),
		nameEn: text('name.en'),
		nameZh: text('name.zh'),
		short: text('short'),
		starts: text('starts'),
		ends: text('ends'),
		zone: text('zone'),
		languages: all('languages'),
		mode: text('mode'),
		parts: all('parts'),
		keep: text('keep'),
		grants: all('grants'),
		series: text('series'),
		seriesId: text('series.id'),
		seriesEn: text('series.name.en'),
		seriesZh: text('series.name.zh'),
		seriesShort: text('series.short'),
		host: text('host'),
		hostId: text('host.id'),
		hostEn: text('host.name.en'),
		hostZh: text('host.name.zh'),
		moved: movedIn(form),
	};
}

/**
 * The days and times that differ from what was proposed with them: what nobody touched is proposed anew when the first day
 * moves again.
 */
function movedIn(form: FormData): Record<string, string> {
	const moved: Record<string, string> = {};
	for (const [name, proposed] of form) {
		const path = /^moment\.(.+)\.proposed$/.exec(name)?.[1];
		if (path === undefined || typeof proposed !== 'string') continue;
		const day = String(form.get(`moment.${path}.day`) ?? '').trim();
		const time = form.get(`moment.${path}.time`);
		const typed = typeof time === 'string' ? `${day}T${time.trim()}` : day;
		if (typed !== proposed) moved[path] = typed;
	}
	return moved;
}

/**
 * What was typed as a request; what can't be right stays as it is, for the plan to say so. Addresses that were left empty
 * are made from the names, the year from the first day. Pure.
 */
export function requestOf(typed: TypedEdition): EditionRequest {
	const identity = {
		slug: typed.slug || slugOf(typed.short),
		year: yearOf(typed),
		name: { en: typed.nameEn, zh: typed.nameZh },
		short: typed.short,
		starts: typed.starts,
		ends: typed.ends,
		zone: typed.zone,
		languages: typed.languages as EditionIdentity['languages'],
		mode: typed.mode as EditionIdentity['mode'],
	};
	const series = typed.series || {
		id: typed.seriesId || slugOf(typed.seriesShort) || slugOf(typed.seriesEn),
		name: { en: typed.seriesEn, zh: typed.seriesZh },
		short: typed.seriesShort,
	};
	const host = typed.host || { id: typed.hostId || slugOf(typed.hostEn), name: { en: typed.hostEn, zh: typed.hostZh } };
	return {
		origin: typed.from ? { kind: 'past', slug: typed.from } : { kind: 'blank', series, host },
		identity,
		parts: cloneParts.filter((part: ClonePart) => typed.parts.includes(part)),
		keep: keeps.find((one) => one === typed.keep) ?? 'weekday',
		moved: typed.moved,
		grants: typed.grants,
	};
}

function yearOf({ year, starts }: TypedEdition): number {
	if (year === '') return Number(/^(\d{4})-/.exec(starts)?.[1] ?? 0);
	return /^\d{4}$/.test(year) ? Number(year) : 0;
}

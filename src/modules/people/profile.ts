import type { Locale } from '#core/i18n/index.ts';
import type { Problem } from '#core/refusal/index.ts';
import { cleanText, readOrcid } from '#core/text/index.ts';
import { type Affiliation, isHan, type PersonNames, type Titles } from './name.ts';
import { readRor } from './ror.ts';

/** What a person says of himself. */
export interface Profile {
	names: PersonNames;
	/** Null: as the pages he reads. */
	preferredLanguage: Locale | null;
	/** IANA zone. */
	zone: string | null;
	titles: Titles;
	affiliations: readonly Affiliation[];
	/** `0000-0002-1825-0097` */
	orcid: string | null;
}

/** A profile as a form has it: all texts. */
export interface ProfileInput {
	given: string;
	family: string;
	han: string;
	full: string;
	preferredLanguage: string;
	zone: string;
	orcid: string;
	/** One title a line. */
	titlesEn: string;
	titlesZh: string;
	affiliations: readonly { en: string; zh: string; ror: string }[];
}

const longest = { name: 100, title: 200, affiliation: 200 } as const;
const mostTitles = 12;
export const mostAffiliations = 5;

/** Whether the name is one that `Intl` knows as a time zone. */
export function isZone(zone: string): boolean {
	try {
		new Intl.DateTimeFormat('en', { timeZone: zone });
		return /^[A-Za-z]+(?:[/_+-][A-Za-z0-9_+-]+)*$/.test(zone);
	} catch {
		return false;
	}
}

/** Reads and checks a profile. All that is wrong is told at once, at its field. */
export function readProfile(input: ProfileInput): { profile: Profile } | { problems: Problem[] } {
	const problems: Problem[] = [];
	const line = (path: string, text: string, max: number) => {
		const clean = cleanText(text, { lines: false });
		if (clean.length > max) problems.push({ path, code: 'too-long', params: { max } });
		return clean;
	};
	const names: PersonNames = {};
	for (const part of ['given', 'family', 'han', 'full'] as const) {
		const text = line(part, input[part], longest.name);
		if (text) names[part] = part === 'han' ? text.replace(/\s+/g, '') : text;
	}
	if (names.han && !isHan(names.han)) problems.push({ path: 'han', code: 'han-only' });
	if (!names.given && !names.family && !names.full && !names.han)
		problems.push({ path: 'family', code: 'name-missing' });
	const titles = {
		en: readTitles('titlesEn', input.titlesEn, problems),
		zh: readTitles('titlesZh', input.titlesZh, problems),
	};
	const affiliations = readAffiliations(input.affiliations, line, problems);
	const orcid = input.orcid.trim() === '' ? null : readOrcid(input.orcid);
	if (orcid && 'error' in orcid) problems.push({ path: 'orcid', code: `orcid-${orcid.error}` });
	const zone = input.zone.trim();
	if (zone !== '' && !isZone(zone)) problems.push({ path: 'zone', code: 'zone-unknown' });
	const language = input.preferredLanguage;
	if (problems.length > 0) return { problems };
	return {
		profile: {
			names,
			preferredLanguage: language === 'en' || language === 'zh' ? language : null,
			zone: zone || null,
			titles,
			affiliations,
			orcid: orcid && 'orcid' in orcid ? orcid.orcid : null,
		},
	};
}

function readTitles(path: string, text: string, problems: Problem[]): string[] {
	const titles = cleanText(text, { lines: true })
		.split('\n')
		.map((title) => cleanText(title, { lines: false }))
		.filter(Boolean);
	if (titles.length > mostTitles) problems.push({ path, code: 'too-many-titles', params: { max: mostTitles } });
	if (titles.some((title) => title.length > longest.title)) {
		problems.push({ path, code: 'too-long', params: { max: longest.title } });
	}
	return titles;
}

function readAffiliations(
	rows: ProfileInput['affiliations'],
	line: (path: string, text: string, max: number) => string,
	problems: Problem[],
): Affiliation[] {
	const affiliations: Affiliation[] = [];
	for (const [place, row] of rows.slice(0, mostAffiliations).entries()) {
		const at = (field: string) => `affiliations.${place}.${field}`;
		const en = line(at('en'), row.en, longest.affiliation);
		const zh = line(at('zh'), row.zh, longest.affiliation);
		const ror = row.ror.trim() === '' ? undefined : readRor(row.ror);
		if (ror && 'error' in ror) problems.push({ path: at('ror'), code: `ror-${ror.error}` });
		if (!en && !zh) {
			if (ror) problems.push({ path: at('en'), code: 'affiliation-name-missing' });
			continue;
		}
		affiliations.push({
			name: { ...(en ? { en } : {}), ...(zh ? { zh } : {}) },
			...(ror && 'ror' in ror ? { ror: ror.ror } : {}),
		});
	}
	return affiliations;
}

/** A profile as the form has it, to fill the form. */
export function profileInput(profile: Profile): ProfileInput {
	return {
		given: profile.names.given ?? '',
		family: profile.names.family ?? '',
		han: profile.names.han ?? '',
		full: profile.names.full ?? '',
		preferredLanguage: profile.preferredLanguage ?? '',
		zone: profile.zone ?? '',
		orcid: profile.orcid ?? '',
		titlesEn: profile.titles.en.join('\n'),
		titlesZh: profile.titles.zh.join('\n'),
		affiliations: profile.affiliations.map((one) => ({
			en: one.name.en ?? '',
			zh: one.name.zh ?? '',
			ror: one.ror ?? '',
		})),
	};
}

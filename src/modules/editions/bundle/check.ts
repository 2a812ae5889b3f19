import { checkAssets } from './check-assets.ts';
import { checkWindows } from './check-windows.ts';
import type { Finding, FindingCode } from './findings.ts';
import type { Bundle } from './index.ts';
import { isBuiltInPage } from '../built-in-pages.ts';
import { letterPlaceholders, placeholdersIn } from '../letter-placeholders.ts';
import { placeholdersOfPage, placeholderText } from '../page-text.ts';

type Path = (string | number)[];

/**
 * What the shape of a single part cannot say: ids that are used twice or point nowhere, days outside the edition,
 * letters whose languages differ, texts that exist in one language only (warnings). Pure; places are in terms of the
 * bundle.
 */
export function checkBundle(bundle: Bundle): Finding[] {
	const findings: Finding[] = [];
	const error = (part: string, path: Path, code: FindingCode, params?: Finding['params']) =>
		findings.push({ severity: 'error', part, path, code, params });

	checkDuplicates(bundle, error);
	checkReferences(bundle, error);
	checkDays(bundle, error);
	checkLetters(bundle, error);
	checkPages(bundle, error);
	findings.push(...checkWindows(bundle));
	findings.push(...unresolved(bundle));
	checkAssets(bundle, (part, path, code, params, severity = 'error') =>
		findings.push({ severity, part, path, code, params }),
	);
	for (const [part, value] of Object.entries(bundle)) missingTranslations(part, value, [], findings);
	return findings;
}

type Report = (part: string, path: Path, code: FindingCode, params?: Finding['params']) => void;

function checkDuplicates(bundle: Bundle, error: Report): void {
	const unique = (part: string, prefix: Path, ids: string[], key: string | null) => {
		const seen = new Set<string>();
		ids.forEach((id, index) => {
			if (seen.has(id)) error(part, [...prefix, index, ...(key ? [key] : [])], 'duplicate-id', { id });
			seen.add(id);
		});
	};
	for (const part of ['assets', 'organisations', 'sites', 'persons', 'dates', 'sessions', 'pages'] as const) {
		unique(
			part,
			[],
			bundle[part].map((item) => item.id),
			'id',
		);
	}
	bundle.sites.forEach((site, i) => {
		unique('sites', [i, 'rooms'], ids(site.rooms), 'id');
	});
	const { tracks, outside } = bundle.tracks;
	unique('tracks', ['tracks'], codes(tracks), 'code');
	unique('tracks', ['outside'], codes(outside), 'code');
	unique(
		'partners',
		[],
		bundle.partners.map((partner) => `${partner.kind}/${partner.organisation}`),
		'organisation',
	);
	unique('past', [], [...bundle.past.map((past) => past.slug)], 'slug');
	bundle.past.forEach((past, i) => {
		if (past.slug === bundle.edition.slug) error('past', [i, 'slug'], 'duplicate-id', { id: past.slug });
	});
	if (bundle.committee) {
		const { offices, roles } = bundle.committee;
		unique('committee', ['offices'], ids(offices), 'id');
		unique(
			'committee',
			['roles'],
			roles.map((role) => `${role.office}/${role.person}`),
			'person',
		);
	}
	if (bundle.letters) unique('letters', ['texts'], ids(bundle.letters.texts), 'id');
	if (bundle.outcomes) {
		const { documents, figures, pictures } = bundle.outcomes;
		unique('outcomes', ['documents'], ids(documents), 'id');
		unique('outcomes', ['figures'], ids(figures), 'id');
		unique(
			'outcomes',
			['pictures'],
			pictures.map(({ asset }) => asset),
			'asset',
		);
	}
	unique(
		'edition',
		['contacts'],
		bundle.edition.contacts.map((contact) => contact.role),
		'role',
	);
	unique(
		'calls',
		[],
		bundle.calls.map((call) => call.slug),
		'slug',
	);
}

function checkReferences(bundle: Bundle, error: Report): void {
	const known = {
		organisation: new Set(ids(bundle.organisations)),
		person: new Set(ids(bundle.persons)),
		track: new Set(codes(bundle.tracks.tracks)),
		outside: new Set(codes(bundle.tracks.outside)),
		office: new Set(ids(bundle.committee?.offices ?? [])),
		site: new Set(ids(bundle.sites)),
		session: new Set(ids(bundle.sessions)),
		call: new Set(bundle.calls.map((call) => call.slug)),
		letter: new Set(ids(bundle.letters?.texts ?? [])),
	};
	const refer = (what: keyof typeof known, id: string | undefined, part: string, path: Path) => {
		if (id !== undefined && !known[what].has(id)) error(part, path, `no-such-${what}`, { id });
	};

	if (bundle.edition.series !== bundle.series.id) {
		error('edition', ['series'], 'no-such-series', { id: bundle.series.id });
	}
	for (const [i, partner] of bundle.partners.entries()) {
		refer('organisation', partner.organisation, 'partners', [i, 'organisation']);
	}
	for (const [i, person] of bundle.persons.entries()) {
		for (const language of ['en', 'zh'] as const) {
			for (const [n, position] of person.positions[language].entries()) {
				refer('organisation', position.organisation, 'persons', [i, 'positions', language, n, 'organisation']);
			}
		}
	}
	for (const [i, role] of bundle.committee?.roles.entries() ?? []) {
		refer('person', role.person, 'committee', ['roles', i, 'person']);
		refer('office', role.office, 'committee', ['roles', i, 'office']);
	}
	for (const [i, site] of bundle.sites.entries()) {
		for (const [n, room] of site.rooms.entries()) refer('track', room.track, 'sites', [i, 'rooms', n, 'track']);
	}
	for (const [i, date] of bundle.dates.entries()) refer('call', date.call, 'dates', [i, 'call']);
	for (const [i, session] of bundle.sessions.entries()) {
		refer('track', session.track, 'sessions', [i, 'track']);
		refer('site', session.site, 'sessions', [i, 'site']);
		refer('session', session.after, 'sessions', [i, 'after']);
		const site = bundle.sites.find((candidate) => candidate.id === session.site);
		if (session.room !== undefined && !site?.rooms.some((room) => room.id === session.room)) {
			error('sessions', [i, 'room'], 'no-such-room', { id: session.room });
		}
	}
	for (const [i, id] of bundle.letters?.letterhead.organisations.entries() ?? []) {
		refer('organisation', id, 'letters', ['letterhead', 'organisations', i]);
	}
	for (const [i, one] of bundle.letters?.signatories.entries() ?? []) {
		refer('person', one.person, 'letters', ['signatories', i, 'person']);
	}
	if (bundle.calls.length > 0 && !bundle.partners.some((partner) => partner.kind === 'host')) {
		error('partners', [], 'no-host');
	}
	for (const [i, call] of bundle.calls.entries()) {
		for (const [n, field] of call.form.fields.entries()) {
			if (field.kind !== 'track') continue;
			for (const [o, option] of field.options.entries()) {
				refer('track', option.id, 'calls', [i, 'form', 'fields', n, 'options', o, 'id']);
			}
			for (const [o, option] of field.outside.entries()) {
				refer('outside', option.id, 'calls', [i, 'form', 'fields', n, 'outside', o, 'id']);
			}
		}
		for (const [s, stage] of call.stages.entries()) {
			for (const [o, outcome] of stage.outcomes.entries()) {
				// A call may bring the wording itself.
				if (call.letters?.some(({ id }) => id === outcome.letter)) continue;
				refer('letter', outcome.letter, 'calls', [i, 'stages', s, 'outcomes', o, 'letter']);
			}
		}
	}
}

function checkDays(bundle: Bundle, error: Report): void {
	const { starts, ends } = bundle.edition;
	if (ends < starts) error('edition', ['ends'], 'ends-before-start');
	bundle.sessions.forEach((session, i) => {
		for (const key of ['on', 'until'] as const) {
			const day = session[key];
			if (day !== undefined && (day < starts || day > ends)) error('sessions', [i, key], 'outside-edition');
		}
	});
}

function checkLetters(bundle: Bundle, error: Report): void {
	bundle.letters?.texts.forEach((text, i) => {
		for (const key of ['subject', 'body'] as const) {
			const en = placeholdersIn(text[key].en);
			const zh = placeholdersIn(text[key].zh);
			for (const [language, own, other] of [['en', en, zh] as const, ['zh', zh, en] as const]) {
				for (const id of own) {
					const path = ['texts', i, key, language];
					if (!(letterPlaceholders as readonly string[]).includes(id)) {
						error('letters', path, 'unknown-placeholder', { id });
					} else if (!other.includes(id)) error('letters', path, 'placeholders-differ', { id });
				}
			}
		}
	});
}

function checkPages(bundle: Bundle, error: Report): void {
	bundle.pages.forEach((page, i) => {
		const empty = page.body.en === undefined && page.body.zh === undefined;
		if (page.state === 'published' && empty && !isBuiltInPage(page.id)) {
			error('pages', [i], 'page-without-text');
		}
	});
}

/** What pages name in braces and no record says: they show it as still open, so it is a warning. */
function unresolved(bundle: Bundle): Finding[] {
	return bundle.pages.flatMap((page, i) =>
		(['en', 'zh'] as const).flatMap((language) =>
			placeholdersOfPage(page.body[language] ?? '')
				.filter((id) => placeholderText(id, bundle, language) === undefined)
				.map(
					(id): Finding => ({
						severity: 'warning',
						part: 'pages',
						path: [i, 'body', language],
						code: 'unknown-placeholder',
						params: { id },
					}),
				),
		),
	);
}

/** Texts are the only objects whose keys are languages, so that they can be found without their schema. */
function missingTranslations(part: string, value: unknown, path: Path, findings: Finding[]): void {
	if (Array.isArray(value)) {
		value.forEach((item, index) => {
			missingTranslations(part, item, [...path, index], findings);
		});
	} else if (typeof value === 'object' && value !== null) {
		const has = (language: string) => hasText((value as Record<string, unknown>)[language]);
		if (has('en') !== has('zh') && Object.keys(value).every((key) => key === 'en' || key === 'zh')) {
			const language = has('en') ? 'zh' : 'en';
			findings.push({ severity: 'warning', part, path, code: 'missing-language', params: { language } });
		}
		for (const [key, item] of Object.entries(value)) missingTranslations(part, item, [...path, key], findings);
	}
}

function hasText(value: unknown): boolean {
	return (typeof value === 'string' || Array.isArray(value)) && value.length > 0;
}

const ids = (things: readonly { id: string }[]): string[] => things.map((thing) => thing.id);
const codes = (things: readonly { code: string }[]): string[] => things.map((thing) => thing.code);

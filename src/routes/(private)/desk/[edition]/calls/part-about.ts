import { inLocale, type Locale } from '#core/i18n/index.ts';
import type { FormField } from '#core/record-form/index.ts';
import type { Problem } from '#core/refusal/index.ts';
import { asList, asObject, type Definition, type Path, valueAt, writePath } from '#modules/calls/design.ts';
import { sayFinding } from '#modules/calls/ui/design/finding-words.ts';
import type { Candidate, FormAbout } from '#ui/record/form-about.ts';
import { nameOfPart } from './design-view.ts';
import { designMessages } from './messages.ts';
import type { OpenDesign } from './open-design.ts';

/** What the controls of a part need to know: what is wrong with it, and what its properties can point at. Pure. */
export function partAbout(
	{ design, calls, desk }: Pick<OpenDesign, 'design' | 'calls' | 'desk'>,
	part: { part: string; path: Path },
	problems: readonly Problem[],
	letters: readonly string[],
	locale: Locale,
): FormAbout {
	const { definition } = design;
	const prefix = part.path.length === 0 ? '' : `${writePath(part.path)}.`;
	const own = problems.filter((one) => one.path.startsWith(prefix));
	const named = (path: Path, of: string, keep: (entry: Definition) => boolean = () => true): Candidate[] =>
		asList(valueAt(definition, path))
			.map(asObject)
			.filter((entry) => typeof entry.id === 'string' && keep(entry))
			.map((entry) => ({ value: String(entry.id), label: nameOfPart(entry, of, locale) }));
	const fields = (...kinds: string[]) =>
		named(['form', 'fields'], 'field', ({ kind }) => kinds.length === 0 || kinds.includes(String(kind)));
	const formatField = asList(valueAt(definition, ['form', 'fields']))
		.map(asObject)
		.find(({ role }) => role === 'format');
	const ownLetters = named(['letters'], 'letter');
	const zone = asObject(definition.window).zone;
	return {
		kind: part.part,
		problems: Object.fromEntries(own.map((one) => [one.path.slice(prefix.length), sayFinding(one, locale)])),
		candidates: {
			field: fields(),
			file: fields('file'),
			people: [...fields('person-list'), { value: '@follows', label: designMessages[locale].editor.follows }],
			section: named(['form', 'sections'], 'section'),
			row: named([...part.path, 'fields'], 'field', ({ kind }) => kind === 'number'),
			asked: named([...part.path, 'fields'], 'field', ({ kind }) => kind === 'yes-no'),
			stage: named(['stages'], 'stage'),
			fulfilment: named(['fulfilments'], 'fulfilment'),
			letter: [
				...ownLetters,
				...[...new Set(letters)]
					.filter((id) => !ownLetters.some(({ value }) => value === id))
					.map((id) => ({ value: id, label: id })),
			],
			format: asList(formatField?.options)
				.map(asObject)
				.map((option) => ({ value: String(option.id), label: nameOfPart(option, 'option', locale) })),
			call: calls.map(({ slug, title }) => ({ value: slug, label: inLocale(title, locale).text })),
		},
		zone: typeof zone === 'string' ? zone : desk.zone,
		zones: part.part === 'window' ? [...Intl.supportedValuesOf('timeZone'), 'UTC'] : [],
		countries: [],
		placeholders: [],
	};
}

type FoldName = 'who' | 'when' | 'policies' | 'phases' | 'judging' | 'other' | 'rest';

/** Properties that stand folded below the others, by what they have to do with each other. */
const folded: Record<string, Partial<Record<FoldName, readonly string[]>>> = {
	field: {
		rest: [
			'maths',
			'markdown',
			'inLanguages',
			'minWords',
			'decimals',
			'unit',
			'outside',
			'presenter',
			'roles',
			'consents',
			'minPages',
			'paper',
			'minWidth',
		],
		when: ['askIf', 'requiredAfter', 'changeableUntil'],
		who: ['visibleTo', 'viewers', 'purpose', 'retention'],
		other: ['role', 'id'],
	},
	call: { rest: ['slug', 'noun', 'numberPrefix', 'perPerson', 'invited', 'minors'] },
	stage: {
		policies: ['blind', 'scoreVisibility', 'reviewerNames', 'metaReview', 'subReviewers'],
		phases: ['opens', 'closes', 'confirmBy', 'bidding', 'rebuttal', 'discussion', 'reminders', 'appealDays'],
		judging: ['method', 'confidence', 'notCompetent', 'load', 'comments', 'carries', 'budgets'],
		rest: ['reasons', 'id'],
	},
	outcome: { rest: ['format', 'needs', 'silent', 'fulfils', 'id'] },
	criterion: { rest: ['computed', 'id'] },
	attestation: { rest: ['when', 'asked', 'until', 'mayEdit', 'guardian', 'id'] },
	window: { rest: ['closeOfBusiness', 'graceMinutes', 'lastHours'] },
	follows: { rest: ['outcomes', 'optional', 'when', 'carries'] },
};
const foldedEverywhere = ['id'];

export interface FoldedFields {
	name: FoldName;
	fields: FormField[];
}

/** The properties of a part in those that stand open and those that are folded. Pure. */
export function foldFields(part: string, fields: readonly FormField[]): { open: FormField[]; folds: FoldedFields[] } {
	const groups = folded[part] ?? (part === 'letter' ? {} : { rest: foldedEverywhere });
	const folds = Object.entries(groups).map(([name, names]) => ({
		name: name as FoldName,
		fields: names.flatMap((one) => fields.find((field) => field.name === one) ?? []),
	}));
	const inside = new Set(folds.flatMap((fold) => fold.fields.map(({ name }) => name)));
	return {
		open: fields.filter(({ name }) => !inside.has(name)),
		folds: folds.filter((fold) => fold.fields.length > 0),
	};
}

import { inLocale, type Locale } from '#core/i18n/index.ts';
import type { Problem } from '#core/refusal/index.ts';
import { conditionSchema } from '#modules/calls/condition-schema.ts';
import { conditionInWords } from '#modules/calls/condition-words.ts';
import { asList, asObject, type Definition, type Path, valueAt, writePath } from '#modules/calls/design.ts';
import type { Form } from '#modules/calls/form.ts';
import { messages } from '#modules/calls/ui/messages.ts';
import { designMessages } from './messages.ts';

/** Where an entry of a list can go by one press. */
export interface Place {
	to: number;
	/** Only for questions: under which heading; empty for none. */
	section?: string;
}

/** An entry of a list, as the list shows it. */
export interface PartRow {
	path: string;
	/** Its id, by which a button knows that it still stands there. */
	id: string;
	/** The heading that a question stands under. */
	section?: string;
	name: string;
	/** What kind of thing it is, in words. */
	kind: string | null;
	/** What sets it apart, in a few words each. */
	marks: string[];
	problems: number;
	advice: number;
	up: Place | null;
	down: Place | null;
}

export interface PartGroup {
	/** Path of the list that new entries join. */
	list: string;
	/** The heading that its questions stand under; null where there are no headings. */
	section: { id: string; title: string; path: string; up: Place | null; down: Place | null } | null;
	rows: PartRow[];
}

/** How a part is called in this language: by its name, else by what it is. Pure. */
export function nameOfPart(value: unknown, part: string, locale: Locale): string {
	const { label, title, subject } = asObject(value);
	const { en, zh } = asObject(label ?? title ?? subject);
	const text = inLocale(
		{ ...(typeof en === 'string' ? { en } : {}), ...(typeof zh === 'string' ? { zh } : {}) },
		locale,
	).text;
	const parts: Record<string, string> = designMessages[locale].unnamed;
	return text || parts[part] || designMessages[locale].unnamedPart;
}

/** The kind of a part in words, or null where there is one kind only. Pure. */
export function kindName(part: string, kind: unknown, locale: Locale): string | null {
	if (typeof kind !== 'string') return null;
	const names: Record<string, Record<string, string>> = {
		field: messages[locale].fieldKind,
		stage: designMessages[locale].stageKinds,
	};
	return names[part]?.[kind] ?? null;
}

/** The rows of a list, with what is wrong within each. Pure. */
export function rowsOf(
	definition: Definition,
	list: Path,
	part: string,
	findings: { problems: readonly Problem[]; advice: readonly Problem[] },
	locale: Locale,
): PartRow[] {
	const entries = asList(valueAt(definition, list));
	return entries.map((entry, i) => {
		const path = writePath([...list, i]);
		const within = (all: readonly Problem[]) =>
			all.filter((one) => one.path === path || one.path.startsWith(`${path}.`)).length;
		return {
			path,
			id: String(asObject(entry).id ?? ''),
			name: nameOfPart(entry, part, locale),
			kind: kindName(part, asObject(entry).kind, locale),
			marks: marksOf(definition, entry, part, locale),
			problems: within(findings.problems),
			advice: within(findings.advice),
			up: i === 0 ? null : { to: i - 1 },
			down: i === entries.length - 1 ? null : { to: i + 1 },
		};
	});
}

/** The questions of a form under their headings. A press at the edge of a heading leads under the next one. Pure. */
export function questionGroups(
	definition: Definition,
	findings: { problems: readonly Problem[]; advice: readonly Problem[] },
	locale: Locale,
): PartGroup[] {
	const list = ['form', 'fields'];
	const fields = asList(valueAt(definition, list)).map(asObject);
	const sections = asList(valueAt(definition, ['form', 'sections'])).map(asObject);
	const rows = rowsOf(definition, list, 'field', findings, locale);
	const known = new Set(sections.map(({ id }) => id));
	const heads = ['', ...sections.map(({ id }) => String(id))];
	const groups = heads.map((head) =>
		fields.flatMap(({ section }, i) => ((known.has(section) ? String(section) : '') === head ? [i] : [])),
	);
	return groups.map((group, g): PartGroup => {
		const place = (to: number, head: number): Place => ({ to, section: heads[head] ?? '' });
		const section = g === 0 ? null : asObject(sections[g - 1]);
		return {
			list: writePath(list),
			section: section && {
				id: String(section.id),
				title: nameOfPart(section, 'section', locale),
				path: writePath(['form', 'sections', g - 1]),
				up: g === 1 ? null : { to: g - 2 },
				down: g === sections.length ? null : { to: g },
			},
			rows: group.map((i, n) => {
				const [before, after] = [group[n - 1], group[n + 1]];
				const row = rows[i] as PartRow;
				return {
					...row,
					section: heads[g] ?? '',
					// Places are counted without the entry itself: what stands after it has one less.
					up: before !== undefined ? place(before, g) : g > 0 ? place(behind(i, groups[g - 1]?.at(-1)), g - 1) : null,
					down:
						after !== undefined
							? place(after, g)
							: g < heads.length - 1
								? place(ahead(i, groups[g + 1]?.[0]), g + 1)
								: null,
				};
			}),
		};
	});
}

/** The place behind an entry, for one that stands at `own`; its own where there is none. */
const behind = (own: number, other: number | undefined) =>
	other === undefined ? own : other < own ? other + 1 : other;
/** The place ahead of an entry. */
const ahead = (own: number, other: number | undefined) => (other === undefined ? own : other > own ? other - 1 : other);

function marksOf(definition: Definition, entry: unknown, part: string, locale: Locale): string[] {
	const t = designMessages[locale];
	const { required, askIf, visibleTo, effect, criteria, outcomes, confirm, needed } = asObject(entry);
	const marks: string[] = [];
	if (part === 'field') {
		if (required === true) marks.push(t.marks.required);
		const condition = conditionSchema.safeParse(askIf).data;
		const form = {
			fields: asList(valueAt(definition, ['form', 'fields'])).filter((one) => asObject(one).label),
		} as unknown as Form;
		if (condition) marks.push(t.marks.onlyIf(conditionInWords(form, condition, locale)));
		const audiences: Record<string, string> = messages[locale].audience;
		if (typeof visibleTo === 'string' && visibleTo !== 'organisers') marks.push(audiences[visibleTo] ?? '');
	}
	if (part === 'stage') {
		marks.push(t.marks.outcomes(asList(outcomes).length));
		if (asList(criteria).length > 0) marks.push(t.marks.criteria(asList(criteria).length));
	}
	const effects: Record<string, string> = t.effects;
	if (part === 'outcome' && typeof effect === 'string') marks.push(effects[effect] ?? '');
	if (part === 'outcome' && confirm === true) marks.push(t.marks.confirm);
	if (part === 'attestation' && typeof needed === 'number') marks.push(t.marks.needed(needed));
	return marks.filter(Boolean);
}

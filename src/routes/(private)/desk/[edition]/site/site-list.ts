import { inLocale, type Locale } from '#core/i18n/index.ts';
import type { EditingState, TranslationState } from '#modules/editions/editing.ts';
import { type EditableKind, editableKinds } from '#modules/editions/record-form.ts';
import { isGrouped, nameOfRecord, recordGroups } from '#modules/editions/record-names.ts';
import { type Records, splitKey } from '#modules/editions/records.ts';
import { partnerKinds } from '#modules/editions/bundle/partner.ts';
import { choiceOf } from '#modules/editions/ui/labels/labels.ts';

/** What of a record one looks for in the list. */
export const siteStates = ['draft', 'scheduled', 'preparing', 'missing', 'stale', 'conflict'] as const;
export type SiteState = (typeof siteStates)[number];

export interface SiteQuery {
	kind?: EditableKind;
	state?: SiteState;
	q?: string;
}

/** One record of the list. */
export interface SiteRow {
	key: string;
	code: string;
	name: string;
	/** The name in the other language, where it is another. */
	other: string;
	/** Language of `name`, where it is not the page's. */
	lang: Locale;
	visibility: 'published' | 'preparing' | 'unpublished';
	draft: {
		by: string;
		at: number;
		goes: boolean;
		publishAt: number | null;
		refused: boolean;
		conflict: boolean;
	} | null;
	/** How many texts wait for their other language, and how many were overtaken by it. */
	missing: number;
	stale: number;
}

export interface SiteGroup {
	kind: EditableKind;
	/** The quality, office or site that these belong to; empty where the kind has no groups. */
	of: string;
	ofName: string;
	rows: SiteRow[];
}

/** Reads the filters of the list from its address; what makes no sense is left aside. */
export function siteQueryOf(parameters: URLSearchParams): SiteQuery {
	const kind = editableKinds.find((one) => one === parameters.get('kind'));
	const state = siteStates.find((one) => one === parameters.get('state'));
	const q = parameters.get('q')?.trim();
	return { ...(kind ? { kind } : {}), ...(state ? { state } : {}), ...(q ? { q } : {}) };
}

/** Whether a row has this state. */
export function hasState(row: SiteRow, state: SiteState): boolean {
	switch (state) {
		case 'draft':
			return row.draft !== null;
		case 'scheduled':
			return row.draft?.publishAt != null;
		case 'preparing':
			return row.visibility === 'preparing';
		case 'missing':
			return row.missing > 0;
		case 'stale':
			return row.stale > 0;
		case 'conflict':
			return row.draft?.conflict ?? false;
	}
}

/** Every record of an edition with its state, kind by kind, in the order in which the site shows them. Pure. */
export function siteList(state: EditingState, translations: TranslationState, locale: Locale): SiteGroup[] {
	// What shall go stays in the list until it is gone.
	const going = state.drafts.filter(({ value }) => value === null).map(({ key }) => key);
	const all: Records = { ...state.merged };
	for (const key of going) if (!all[key] && state.published[key]) all[key] = state.published[key];
	const rowOf = rowMaker(state, translations, all, locale);
	return editableKinds.flatMap((kind) =>
		recordGroups(all, kind, partnerKinds).map(({ of, keys }) => ({
			kind,
			of,
			ofName: groupName(all, kind, of, locale),
			rows: keys.map(rowOf),
		})),
	);
}

/** The groups with only those rows that the query asks for; groups without any are left out. Pure. */
export function filtered(groups: readonly SiteGroup[], { kind, state, q }: SiteQuery): SiteGroup[] {
	const words = q?.toLowerCase().split(/\s+/) ?? [];
	const matches = (row: SiteRow) => {
		const text = `${row.name} ${row.other} ${row.code}`.toLowerCase();
		return (state === undefined || hasState(row, state)) && words.every((word) => text.includes(word));
	};
	return groups
		.filter((group) => kind === undefined || group.kind === kind)
		.map((group) => ({ ...group, rows: group.rows.filter(matches) }))
		.filter(({ rows }) => rows.length > 0);
}

/** What a group of a kind is called: its quality, office or site. */
export function groupName(records: Records, kind: EditableKind, of: string, locale: Locale): string {
	if (!isGrouped(kind)) return '';
	if (kind === 'partner') return choiceOf('partner', 'kind', of, locale);
	return inLocale(nameOfRecord(records, `${kind === 'role' ? 'office' : 'site'}/${of}`), locale).text;
}

function rowMaker(state: EditingState, translations: TranslationState, all: Records, locale: Locale) {
	const drafts = new Map(state.drafts.map((draft) => [draft.key, draft]));
	const disputed = new Set(state.conflicts.map(({ key }) => key));
	const counted = (places: readonly { key: string }[]) => {
		const counts = new Map<string, number>();
		for (const { key } of places) counts.set(key, (counts.get(key) ?? 0) + 1);
		return counts;
	};
	const [missing, stale] = [counted(translations.missing), counted(translations.stale)];
	return (key: string): SiteRow => {
		const value = all[key];
		const name = nameOfRecord(all, key, value);
		const own = inLocale(name, locale);
		const other = inLocale(name, locale === 'en' ? 'zh' : 'en').text;
		const draft = drafts.get(key);
		const preparing =
			value?.state === 'in-preparation' || (value?.reading !== undefined && splitKey(key).kind === 'role');
		return {
			key,
			code: splitKey(key).code,
			name: own.text,
			other: other === own.text ? '' : other,
			lang: own.locale,
			visibility: !state.published[key] ? 'unpublished' : preparing ? 'preparing' : 'published',
			draft: draft
				? {
						by: draft.savedByName,
						at: draft.savedAt,
						goes: draft.value === null,
						publishAt: draft.publishAt,
						refused: draft.refused !== null,
						conflict: disputed.has(key),
					}
				: null,
			missing: missing.get(key) ?? 0,
			stale: stale.get(key) ?? 0,
		};
	};
}

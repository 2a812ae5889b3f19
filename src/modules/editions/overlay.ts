import type { Draft } from './editing.ts';
import { type Choice, type MergeConflict, type MergeResult, mergeRecords } from './merge.ts';
import { movedWindows } from './moved-windows.ts';
import { arrange } from './positions.ts';
import type { Records } from './records.ts';

type DraftText = Pick<Draft, 'key' | 'value' | 'base'>;

/**
 * What publishing these drafts would do to what is published now: field by field against what was published when each was
 * begun. Where a record stands in its list is no matter of dispute: the draft says it. Pure.
 * @param resolve sides of conflicts, by their id: `file` is the draft, `database` what is published
 */
export function mergeDrafts(
	published: Records,
	drafts: readonly DraftText[],
	resolve: Readonly<Record<string, Choice>> = {},
): MergeResult {
	const base: Records = {};
	const wanted: Records = {};
	const present: Records = {};
	const sides: Record<string, Choice> = { ...resolve };
	for (const { key, value, base: was } of drafts) {
		if (was) base[key] = was;
		if (value) wanted[key] = value;
		if (published[key]) present[key] = published[key];
		sides[`${key}:position`] ??= 'file';
	}
	return mergeRecords(base, wanted, present, sides);
}

/**
 * Drafts over what is published, for forms and previews: where both changed the same field the draft is shown, and windows
 * have moved with the dates of drafts. Pure.
 */
export function overlay(published: Records, drafts: readonly DraftText[]): Records {
	return withWindows(published, overlaid(published, drafts));
}

/** The same with the windows of calls where they are. */
export function overlaid(published: Records, drafts: readonly DraftText[]): Records {
	const { conflicts } = mergeDrafts(published, drafts);
	const merged = mergeDrafts(published, drafts, sideWith('file', conflicts));
	return applied(published, merged);
}

/** The windows of calls where the dates that are their ends have been moved to. */
export function withWindows(published: Records, after: Records): Records {
	return applied(after, { changes: movedWindows(published, after) });
}

/** The records after these changes, each at its place. Pure. */
export function applied(records: Records, { changes }: Pick<MergeResult, 'changes'>): Records {
	const after = { ...records };
	for (const { key, value } of changes) {
		if (value) after[key] = value;
		else delete after[key];
	}
	return arrange(
		after,
		changes
			.filter(({ kind, fields }) => kind === 'add' || fields.some(({ path }) => path === 'position'))
			.map(({ key }) => key),
	);
}

function sideWith(side: Choice, conflicts: readonly MergeConflict[]): Record<string, Choice> {
	return Object.fromEntries(conflicts.map(({ id }) => [id, side]));
}

import { and, eq, inArray } from 'drizzle-orm';
import { type Actor, demand } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import type { Choice } from '../merge.ts';
import { mergeDrafts } from '../overlay.ts';
import { applyChanges } from './apply-changes.ts';
import { editionDraft } from './desk-tables.ts';
import { type DraftRow, draftRows } from './draft-rows.ts';
import { holdEdition, holdShared, publishedRecords } from './edition-lock.ts';
import type { CallsDoor } from './import-bundle.ts';
import { editionSubject } from './subject.ts';

export interface PublishOptions {
	calls: CallsDoor;
	/**
	 * Where dates move the window of their call: what it brings about and is wanted, of `windowConsequences` in `calls`.
	 * Without it a refusal `window-consequences` names what would come of it.
	 */
	accept?: readonly string[];
	/** For fields in conflict, by their id (`key:path`): `file` is the draft, `database` what is published. */
	resolve?: Readonly<Record<string, Choice>>;
}

/**
 * Makes drafts public, all of them or none: field by field against what was published when each was begun.
 * @returns the number of the change in the history; undefined when nothing was different
 * @throws Refusal `conflict` (`changed-meanwhile`, with a problem `key:path` for each field that was published anew since
 * the draft was begun); `invalid` when the edition would be less sound; `not-found` when one of the drafts is gone
 */
export async function publishDrafts(
	ctx: Context,
	actor: Actor,
	editionId: string,
	keys: readonly string[],
	options: PublishOptions,
): Promise<{ number: number | undefined }> {
	demand(ctx, actor, 'edition.edit', await editionSubject(ctx, editionId));
	return transaction(ctx, (tx) => publish(tx, actor, editionId, keys, { ...options, kind: 'edit' }));
}

/** The same for whoever has asked about rights, within a transaction. */
export async function publish(
	ctx: Context,
	actor: Actor,
	editionId: string,
	keys: readonly string[],
	options: PublishOptions & { kind: 'edit' | 'scheduled' },
): Promise<{ number: number | undefined }> {
	const row = await holdEdition(ctx, editionId, 'update');
	await holdShared(ctx, keys);
	const drafts = await draftRows(ctx, editionId, keys);
	if (drafts.length < new Set(keys).size) throw notFound('no-such-draft');
	const published = await publishedRecords(ctx, row, options.calls);
	const { changes, conflicts } = mergeDrafts(published, drafts, options.resolve);
	if (conflicts.length > 0) {
		throw new Refusal('conflict', 'changed-meanwhile', {
			params: { count: conflicts.length },
			problems: conflicts.map(({ key, path }) => ({ path: `${key}:${path}`, code: 'changed-meanwhile' })),
		});
	}
	await removeDrafts(ctx, editionId, drafts);
	if (changes.length === 0) return { number: undefined };
	const { kind, calls, accept = [] } = options;
	return { number: await applyChanges(ctx, actor, row, published, changes, { kind, calls, accept }) };
}

/** The drafts go as they were read: the edition's row is held, so nobody has saved them since. */
export async function removeDrafts(ctx: Context, editionId: string, drafts: readonly DraftRow[]): Promise<void> {
	const keys = drafts.map(({ key }) => key);
	if (keys.length === 0) return;
	await ctx.db.delete(editionDraft).where(and(eq(editionDraft.editionId, editionId), inArray(editionDraft.key, keys)));
}

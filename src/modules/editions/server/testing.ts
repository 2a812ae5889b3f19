import { type Actor, actorFor, grantRelation, type RelationName, system } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { inProject } from '#core/paths/index.ts';
import { callsOfEdition, moveWindow, saveCallFromBundle } from '#modules/calls/server/index.ts';
import { createPerson } from '#modules/people/server/index.ts';
import type { RecordValue } from '../records.ts';
import { type CallsDoor, importBundle } from './import-bundle.ts';
import { publishDrafts } from './publish-drafts.ts';
import { recordDigest } from './record-digest.ts';
import { recordsForEditing } from './records-for-editing.ts';
import { saveDraft } from './save-draft.ts';

/* For tests of this module: the real edition with its calls, and people at its desk. */

export const testCalls: CallsDoor = { save: saveCallFromBundle, read: callsOfEdition, moveWindow };

/** IPSPACE 2021 as its files say. @returns the edition's id */
export async function importReal(ctx: Context): Promise<string> {
	const folder = inProject('editions', 'ipspace-2021');
	const { editionId } = await importBundle(ctx, system('test'), folder, { calls: testCalls });
	return editionId as string;
}

/** Somebody who is this to the edition. */
export async function somebody(
	ctx: Context,
	editionId: string,
	family: string,
	relation: RelationName = 'secretary',
): Promise<Actor & { kind: 'person' }> {
	const id = await createPerson(ctx, system('test'), { names: { given: 'Test', family } });
	await grantRelation(ctx, system('test'), id, relation, { type: 'edition', id: editionId });
	return (await actorFor(ctx, id, 'session')) as Actor & { kind: 'person' };
}

/** What a form of the desk sends: the record as it is shown, changed, and which texts its writer has seen. */
export async function typed(
	ctx: Context,
	actor: Actor,
	editionId: string,
	key: string,
	change: (shown: RecordValue) => RecordValue | null,
) {
	const { published, drafts, merged } = await recordsForEditing(ctx, actor, editionId);
	const shown = structuredClone(merged[key] ?? {});
	return {
		key,
		value: change(shown),
		version: drafts.find((draft) => draft.key === key)?.version ?? 0,
		base: recordDigest(published[key]),
	};
}

/** Types, saves and publishes one record. */
export async function publish(
	ctx: Context,
	actor: Actor,
	editionId: string,
	key: string,
	change: (shown: RecordValue) => RecordValue | null,
) {
	await saveDraft(ctx, actor, editionId, await typed(ctx, actor, editionId, key, change), { calls: testCalls });
	return publishDrafts(ctx, actor, editionId, [key], { calls: testCalls });
}

/** Saves and publishes one record at once, whatever was seen before. @returns whether anything changed */
export async function edit(
	ctx: Context,
	actor: Actor,
	editionId: string,
	{ key, value }: { key: string; value: RecordValue | null },
	calls: CallsDoor,
): Promise<boolean> {
	const { version } = await saveDraft(ctx, actor, editionId, { key, value, version: 0 }, { calls });
	if (version === 0) return false;
	return (await publishDrafts(ctx, actor, editionId, [key], { calls })).number !== undefined;
}

import type { Context } from '#core/context/index.ts';
import { type CallForReview, mentionsIn, supportingBodies } from '#modules/calls/server/index.ts';
import { supportersNamed } from '#modules/editions/server/index.ts';
import type { Supporter } from '../../sponsor-relation.ts';

/**
 * With whom nobody on a jury of this call may stand in a relation: the sponsors and exhibitors of its edition, of a
 * standing call those of all editions that its organisation hosts; and those to whom a call has granted that. None where
 * no jury decides. Six queries at most.
 */
export async function supportersOf(ctx: Context, call: CallForReview): Promise<Supporter[]> {
	if (!hasJury(call)) return [];
	const of = call.editionId === null ? { host: call.organisationId } : { edition: call.editionId };
	const { editions, supporters } = await supportersNamed(ctx, of);
	const granted = await supportingBodies(ctx, [...new Set([...editions, call.scope])]);
	return [
		...supporters.map(({ id, name, short, url }): Supporter => {
			const names = [name.en ?? '', name.zh ?? '', short ?? ''].filter((one) => one !== '');
			return { id, names, sites: url === null ? [] : [url], people: [], addresses: [] };
		}),
		...granted.map(({ id, title, body, organisations, personId, members, entries }): Supporter => {
			const addresses = entries.map(({ email }) => email.trim().toLowerCase()).filter((email) => email !== '');
			return {
				id,
				names: [...new Set([body?.name ?? title, ...organisations])].filter((one) => one !== ''),
				sites: body?.sites ?? [],
				people: [personId, ...members.map(({ person }) => person)],
				addresses,
			};
		}),
	];
}

/** Whether a jury decides in a call. */
export function hasJury({ stages }: Pick<CallForReview, 'stages'>): boolean {
	return stages.some(({ stage }) => stage.kind === 'jury');
}

/** Which applications mention which supporters, by their ids. One query, none where there is no supporter. */
export async function mentionedSupporters(
	ctx: Context,
	callId: string,
	supporters: readonly Supporter[],
	only?: readonly string[],
): Promise<Map<string, string[]>> {
	const names = supporters.flatMap(({ id, names: all }) => all.map((name) => ({ id, name })));
	if (names.length === 0) return new Map();
	const found = await mentionsIn(
		ctx,
		callId,
		names.map(({ name }) => name),
		only,
	);
	return new Map(
		[...found].map(([application, at]) => [application, [...new Set(at.flatMap((n) => names[n]?.id ?? []))].sort()]),
	);
}

import { type Actor, can } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { type EditionView, listEditions, subjectOfEdition } from '#modules/editions/server/index.ts';

/** The editions of which this person may make new ones, and what stands for all of them together. */
export async function editionsToCopy(
	ctx: Context,
	actor: Actor,
): Promise<{ all: EditionView[]; mine: EditionView[]; within: { edition: string[]; organisation: string[] } }> {
	const all = await listEditions(ctx);
	const mine = all.filter((one) => can(actor, 'edition.create', subjectOfEdition(one), ctx.clock) === 'yes');
	const within = {
		edition: all.map(({ id }) => id),
		organisation: [
			...all.flatMap(({ organisationId }) => organisationId ?? []),
			// Who organises an organisation that holds no edition yet may make its first one.
			...(actor.kind === 'person' ? actor.relations : [])
				.filter(({ on, relation }) => on === 'organisation' && relation === 'organiser')
				.map(({ id }) => id),
		],
	};
	return { all, mine, within };
}

import { type Action, type Actor, can, demand, type Subject } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { forbidden, invalid, notFound } from '#core/refusal/index.ts';
import { editionById, organisationsById, subjectOfEdition } from '#modules/editions/server/index.ts';

/** Where an article lies: its publisher, and the edition that it is about. */
export interface ArticlePlace {
	organisationId: string;
	editionId: string | null;
}

/** An article as the subject of an action. Pure. */
export function subjectOfArticle({ organisationId, editionId }: ArticlePlace): Subject {
	return { within: { organisation: organisationId, ...(editionId === null ? {} : { edition: editionId }) } };
}

/**
 * Asks whether somebody may put an article there: he writes for the organisation, or for the edition that belongs to it; and
 * nobody writes into an edition with which neither he nor the publisher has to do.
 * @param action `article.publish` where what is put there is public at once, or will be by itself
 * @throws Refusal `not-found`, `forbidden` (`not-yours-to-do`, `not-your-organisation`), `invalid` (`unknown-organisation`,
 *   `unknown-edition`)
 */
export async function demandPlace(
	ctx: Context,
	actor: Actor,
	place: ArticlePlace,
	action: Action & `article.${string}` = 'article.write',
): Promise<void> {
	const edition = place.editionId === null ? undefined : await editionById(ctx, place.editionId);
	const organisation = (await organisationsById(ctx, [place.organisationId])).get(place.organisationId);
	// What there is is told only to whoever may write somewhere near it.
	demand(ctx, actor, action, subjectOfArticle(place));
	if (!organisation) throw invalid([{ path: 'organisation', code: 'unknown-organisation' }]);
	if (place.editionId !== null && !edition) throw invalid([{ path: 'edition', code: 'unknown-edition' }]);
	const may = (subject: Subject) => can(actor, action, subject, ctx.clock) === 'yes';
	const forPublisher = may({ within: { organisation: organisation.id } });
	if (!edition) {
		if (!forPublisher) throw forbidden('not-your-organisation');
		return;
	}
	const isHost = edition.organisationId === organisation.id;
	if (!forPublisher && !isHost) throw forbidden('not-your-organisation');
	if (!isHost && !may(subjectOfEdition(edition))) throw notFound('unknown-edition');
}

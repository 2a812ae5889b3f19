import type { Subject } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { editionById, type EditionView } from './queries.ts';

/** An edition as the subject of an action: it lies in itself and in the organisation that it belongs to. Pure. */
export function subjectOfEdition({
	id,
	organisationId,
}: Pick<EditionView, 'id' | 'organisationId'>): Subject & { within: { edition: string } } {
	return { within: { edition: id, ...(organisationId === null ? {} : { organisation: organisationId }) } };
}

/** The same by id; one that does not exist is a subject that nobody has to do with. One query (or from memory). */
export async function editionSubject(ctx: Context, id: string): Promise<Subject & { within: { edition: string } }> {
	const found = await editionById(ctx, id);
	return found ? subjectOfEdition(found) : { within: { edition: id } };
}

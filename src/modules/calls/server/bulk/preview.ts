import { sql } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { newId } from '#core/ids/index.ts';
import { invalid, notFound, Refusal } from '#core/refusal/index.ts';
import { type BulkAction, bulkActionSchema, mostAtOnce } from '../../bulk-action.ts';
import { demandSearch } from '../lists/find.ts';
import { listScope } from '../lists/scope.ts';
import type { ScoreDoor } from '../lists/scores.ts';
import { bulkAct, bulkActRow } from '../list-tables.ts';
import { requirePerson } from '../subject.ts';
import { bulkRows, withIds } from './rows.ts';
import { refusalsOf } from './work.ts';

export interface PreviewBulkInput {
	/** Id of the desk. */
	desk: string;
	zone?: string | undefined;
	/** Where reviews are asked what they come to: for a search that asks for it. */
	scores?: ScoreDoor | undefined;
	/** With whom: these, or all that fit a search. */
	select: { ids: readonly string[] } | { query: string };
	/** As it was posted. */
	action: unknown;
}

const batch = 2000;
/** What was only looked at is forgotten after a day. */
const forgottenAfter = 86_400_000;

/**
 * Looks at what would come of doing something with many applications: which they are, and with which it can't be done and
 * why. Nothing happens to them; the set is kept as it is now.
 * @returns the id of the act, to be confirmed
 * @throws Refusal `not-found`, `forbidden`, `signed-out`; `invalid` at what was posted, `bad-search`, `nobody-chosen`;
 *   `too-many` (`too-many-at-once`)
 */
export async function previewBulk(ctx: Context, actor: Actor, input: PreviewBulkInput): Promise<string> {
	const personId = requirePerson(actor);
	const scope = await listScope(ctx, actor, { desk: input.desk, zone: input.zone, scores: input.scores });
	if (actor.kind === 'person' && actor.seenBy) throw notFound();
	const action = readAction(input.action);
	const query = 'query' in input.select ? input.select.query : '';
	const where = 'ids' in input.select ? withIds(input.select.ids) : (await demandSearch(ctx, scope, query)).condition;
	const most = mostAtOnce[action.kind];
	const rows = await bulkRows(ctx, scope, where, { limit: most + 1 });
	if (rows.length > most) throw new Refusal('too-many', 'too-many-at-once', { params: { max: most } });
	if (rows.length === 0) throw new Refusal('invalid', 'nobody-chosen');
	const refusals = await refusalsOf(ctx, actor, scope, action, rows);
	const id = newId();
	const madeAt = ctx.clock.process.now();
	await transaction(ctx, async (tx) => {
		const old = new Date(madeAt - forgottenAfter).toISOString();
		await tx.db.delete(bulkAct).where(sql`${bulkAct.state} = 'previewed' and ${bulkAct.madeAt} < ${old}::timestamptz`);
		await tx.db.insert(bulkAct).values({ id, desk: input.desk, personId, action, query, state: 'previewed', madeAt });
		for (let at = 0; at < rows.length; at += batch) {
			await tx.db.insert(bulkActRow).values(
				rows.slice(at, at + batch).map((row, place) => ({
					actId: id,
					position: at + place,
					applicationId: row.id,
					seen: row.seen,
					refusal: refusals.get(row.id) ?? null,
				})),
			);
		}
	});
	return id;
}

function readAction(posted: unknown): BulkAction {
	const read = bulkActionSchema.safeParse(posted);
	if (read.success) return read.data;
	throw invalid(
		read.error.issues.map(({ path, code }) => ({
			path: path.map(String).join('.'),
			code: code === 'too_big' ? 'too-many-characters' : 'required',
		})),
	);
}

import { and, eq, or } from 'drizzle-orm';
import { type Actor, can } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { newId } from '#core/ids/index.ts';
import { record } from '#core/ledger/index.ts';
import { forbidden, invalid, notFound, type Problem } from '#core/refusal/index.ts';
import { cleanText } from '#core/text/index.ts';
import { mostColumns } from '../../list-columns.ts';
import { longestSearch } from '../../search/parse.ts';
import type { ListScope } from '../lists/scope.ts';
import { listScope } from '../lists/scope.ts';
import { savedView } from '../list-tables.ts';
import { callSubject, requirePerson } from '../subject.ts';

export interface SavedView {
	id: string;
	name: string;
	shared: boolean;
	/** This person made it. */
	own: boolean;
	/** This person may take it away. */
	mayRemove: boolean;
	query: string;
	columns: string[];
	sort: string;
	descending: boolean;
}

export interface SaveViewInput
	extends Pick<SavedView, 'name' | 'shared' | 'query' | 'columns' | 'sort' | 'descending'> {
	/** Id of the desk. */
	desk: string;
}

const longestName = 80;
/** So many views one person keeps at one desk. */
const mostViews = 100;

/**
 * Keeps a list for later under a name: for oneself, or for everybody of the desk. The same name again replaces one's own.
 * A view holds no rows: whoever opens it sees what he may see.
 * @returns its id
 * @throws Refusal `not-found`, `forbidden`; `invalid` at `name`, `query`; `forbidden` (`track-only`) to share for whoever
 *   sees single tracks
 */
export async function saveView(ctx: Context, actor: Actor, input: SaveViewInput): Promise<string> {
	const personId = requirePerson(actor);
	// Keeping is writing: not through somebody's eyes.
	const scope = await listScope(ctx, actor, { desk: input.desk });
	if (actor.kind === 'person' && actor.seenBy) throw notFound();
	const name = cleanText(input.name, { lines: false }).slice(0, longestName);
	const problems: Problem[] = [];
	if (name === '') problems.push({ path: 'name', code: 'view-name-missing' });
	if (input.query.length > longestSearch) problems.push({ path: 'query', code: 'too-long' });
	if (problems.length > 0) throw invalid(problems);
	if (input.shared) demandWhole(scope);
	return transaction(ctx, async (tx) => {
		const own = await tx.db
			.select({ id: savedView.id, name: savedView.name })
			.from(savedView)
			.where(and(eq(savedView.desk, input.desk), eq(savedView.personId, personId)));
		const same = own.find((one) => one.name === name);
		if (!same && own.length >= mostViews)
			throw invalid([{ path: 'name', code: 'too-many-views', params: { max: mostViews } }]);
		const values = {
			id: same?.id ?? newId(),
			desk: input.desk,
			personId,
			shared: input.shared,
			name,
			query: input.query,
			columns: input.columns.slice(0, mostColumns).map((column) => column.slice(0, 80)),
			sort: input.sort.slice(0, 80),
			descending: input.descending,
			savedAt: tx.clock.edition.now(),
		};
		await tx.db.insert(savedView).values(values).onConflictDoUpdate({ target: savedView.id, set: values });
		await record(tx, actor, {
			action: 'save-view',
			subject: { type: 'view', id: values.id },
			scope: input.desk,
			data: { shared: input.shared },
		});
		return values.id;
	});
}

/** The views that somebody finds at a desk: his own and the shared ones, by name. One query. */
export async function viewsOf(
	ctx: Context,
	actor: Actor,
	input: { desk: string; scope?: ListScope },
): Promise<SavedView[]> {
	const personId = requirePerson(actor);
	const scope = input.scope ?? (await listScope(ctx, actor, { desk: input.desk }));
	const rows = await ctx.db
		.select()
		.from(savedView)
		.where(and(eq(savedView.desk, input.desk), or(eq(savedView.personId, personId), savedView.shared)))
		.orderBy(savedView.name, savedView.id);
	const edits = mayEdit(ctx, actor, scope);
	return rows.map(({ id, name, shared, personId: maker, query, columns, sort, descending }) => {
		const own = maker === personId;
		return { id, name, shared, own, mayRemove: own || edits, query, columns, sort, descending };
	});
}

/**
 * Takes a view away: one's own, or a shared one where one may edit the calls.
 * @throws Refusal `not-found`, also for what is another's alone
 */
export async function removeView(ctx: Context, actor: Actor, input: { desk: string; view: string }): Promise<void> {
	const found = (await viewsOf(ctx, actor, input)).find(({ id }) => id === input.view);
	if (!found?.mayRemove || (actor.kind === 'person' && actor.seenBy)) throw notFound();
	await transaction(ctx, async (tx) => {
		await tx.db.delete(savedView).where(and(eq(savedView.id, found.id), eq(savedView.desk, input.desk)));
		await record(tx, actor, {
			action: 'remove-view',
			subject: { type: 'view', id: found.id },
			scope: input.desk,
			data: { shared: found.shared },
		});
	});
}

/** Sharing is for those who see whole calls: the name of a view may tell what only they know. */
function demandWhole(scope: ListScope): void {
	if (scope.sights.some(({ tracks }) => tracks !== null)) throw forbidden('track-only');
}

function mayEdit(ctx: Context, actor: Actor, scope: ListScope): boolean {
	return scope.sights.some(({ stored }) => can(actor, 'call.edit', callSubject(stored), ctx.clock) === 'yes');
}

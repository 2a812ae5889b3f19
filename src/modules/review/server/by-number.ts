import type { Context } from '#core/context/index.ts';
import { numbersOf } from '#modules/calls/server/index.ts';

/**
 * Rows of what a person gets of himself, with the numbers of applications instead of their ids: who reviews knows no id of
 * what he reviews, since its author does. One query.
 */
export async function byNumber<T extends { application: string | null }>(
	ctx: Context,
	rows: readonly T[],
): Promise<T[]> {
	const numbers = await numbersOf(
		ctx,
		rows.flatMap(({ application }) => application ?? []),
	);
	return rows.map((row) => ({
		...row,
		application: row.application === null ? null : (numbers.get(row.application) ?? null),
	}));
}

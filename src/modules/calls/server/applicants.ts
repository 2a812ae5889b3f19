import { and, eq, inArray } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import { inDesk } from './stored-call.ts';
import { application, call } from './tables.ts';

/** Which of these people have applied to a call of a desk. One query. */
export async function applicantsOf(
	ctx: Context,
	desk: string,
	people: readonly string[],
): Promise<ReadonlySet<string>> {
	if (people.length === 0) return new Set();
	const rows = await ctx.db
		.selectDistinct({ personId: application.personId })
		.from(application)
		.innerJoin(call, eq(call.id, application.callId))
		.where(and(inDesk(desk), inArray(application.personId, [...people])));
	return new Set(rows.map((row) => row.personId));
}

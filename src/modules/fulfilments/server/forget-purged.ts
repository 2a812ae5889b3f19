import { and, eq } from 'drizzle-orm';
import { system } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import type { JobData } from '#core/jobs/index.ts';
import { record } from '#core/ledger/index.ts';
import { applicationHeads } from '#modules/calls/server/index.ts';
import { dropPlacement } from './placement-dates.ts';
import { deskIdOf } from './subject.ts';
import { fulfilment } from './tables.ts';

/**
 * For the job `application-purged` of the calls: `{application, fields}`. A picture that was made from an answer goes
 * when the answer's time is over; that it was shown stays on record. It may run twice.
 */
export async function forgetPurged(ctx: Context, data: JobData): Promise<void> {
	const id = String(data.application);
	const fields = new Set(Array.isArray(data.fields) ? data.fields.map(String) : []);
	await transaction(ctx, async (tx) => {
		const head = (await applicationHeads(tx, [id], { lock: true })).get(id);
		if (!head) return;
		const from = (head.settings.fulfilments ?? []).filter(
			({ kind, field }) => kind === 'placement' && field !== undefined && fields.has(field),
		);
		for (const rule of from) {
			const [row] = await tx.db
				.select()
				.from(fulfilment)
				.where(and(eq(fulfilment.applicationId, id), eq(fulfilment.rule, rule.id)));
			if (!row || !(await dropPlacement(tx, row))) continue;
			await record(tx, system('retention'), {
				action: 'take-down-placement',
				subject: { type: 'application', id },
				scope: deskIdOf(head),
				data: { fulfilment: row.id, field: rule.field },
			});
		}
	});
}

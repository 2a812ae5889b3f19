import { eq } from 'drizzle-orm';
import { system } from '#core/access/index.ts';
import type { DueHandlers } from '#core/clock/index.ts';
import { record } from '#core/ledger/index.ts';
import { attestation } from '../attestation-tables.ts';
import { scopeOf } from '../subject.ts';
import { attestationDueKinds } from './due-kinds.ts';
import { loadAttestation } from './load.ts';
import { mailAttestation, mailMissing } from './mail.ts';

/** Who has not answered is reminded, and after the last instant not asked any more. */
export const attestationDueHandlers: DueHandlers = {
	[attestationDueKinds.reminder]: async (ctx, { subject }) => {
		const found = await loadAttestation(ctx, eq(attestation.id, subject));
		if (found?.attestation.state === 'asked' && found.application.state !== 'withdrawn')
			await mailAttestation(ctx, subject, 'remind');
	},
	[attestationDueKinds.expires]: async (ctx, { subject }) => {
		const found = await loadAttestation(ctx, eq(attestation.id, subject), { lock: true });
		if (found?.attestation.state !== 'asked') return;
		await ctx.db.update(attestation).set({ state: 'expired' }).where(eq(attestation.id, subject));
		await record(ctx, system('due'), {
			action: 'attestation-expired',
			subject: { type: 'application', id: found.application.id },
			scope: scopeOf(found),
			data: { attestation: subject, rule: found.attestation.ruleId },
		});
		if (found.application.state !== 'withdrawn') await mailMissing(ctx, found, 'expired');
	},
};

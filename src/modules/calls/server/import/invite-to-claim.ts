import { and, eq } from 'drizzle-orm';
import { actorFor } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { addressesOf } from '#core/identity/index.ts';
import type { JobData } from '#core/jobs/index.ts';
import type { Answers, PersonEntry } from '../../answers.ts';
import type { Form } from '../../form.ts';
import { answerByRole, numberLabel } from '../../projection.ts';
import { personName } from '../../readable.ts';
import { loadApplication } from '../load.ts';
import { applicationInvite } from '../member-tables.ts';
import { makeInvite } from '../members/invite.ts';
import { applicationVersion } from '../tables.ts';

/** The person among those of an application who has one of the applicant's addresses, if any. Pure. */
export function namedIn(form: Form, row: { applicant: readonly string[]; answers: Answers }): PersonEntry | undefined {
	const people = (answerByRole(form, row.answers, 'contributors') as PersonEntry[] | undefined) ?? [];
	return people.find(({ email }) => row.applicant.includes(email.toLowerCase()));
}

/**
 * Writes to the applicant of what was entered from a file, with a link to claim it. A job; done again it writes nothing, and
 * neither to somebody who has taken back meanwhile what was entered.
 */
export async function inviteToClaim(ctx: Context, data: JobData): Promise<void> {
	const id = String(data.application);
	const locale: Locale = data.locale === 'zh' ? 'zh' : 'en';
	await transaction(ctx, async (tx) => {
		// The lock makes two runs of the same job one after the other.
		const found = await loadApplication(tx, id, { lock: true });
		if (found.state === 'withdrawn') return;
		const [asked] = await tx.db
			.select({ id: applicationInvite.id })
			.from(applicationInvite)
			.where(and(eq(applicationInvite.applicationId, id), eq(applicationInvite.kind, 'claim')));
		if (asked) return;
		const own = (await addressesOf(tx, found.personId)).map(({ address }) => address);
		const [first] = await tx.db
			.select({ answers: applicationVersion.answers })
			.from(applicationVersion)
			.where(and(eq(applicationVersion.applicationId, id), eq(applicationVersion.version, 1)));
		// Where the file says, as long as he has that address; otherwise where he reads his mail.
		const named = first && namedIn(found.form, { applicant: own, answers: first.answers });
		const address = named?.email.toLowerCase() ?? own[0];
		if (address === undefined) return;
		const actor = await actorFor(tx, String(data.by), 'command');
		const held = {
			callId: found.callId,
			editionId: found.editionId,
			organisationId: found.organisationId,
			applicationId: id,
			draftId: null,
			personId: found.personId,
			title: found.title,
			number: numberLabel(found.numberPrefix, found.number),
			state: found.state,
			callTitle: found.callTitle,
			callSlug: found.callSlug,
			contact: found.contact,
		};
		const to = { name: named ? personName(named) : address, address, locale };
		await makeInvite(tx, actor, held, { kind: 'claim', mayWrite: true, to });
	});
}

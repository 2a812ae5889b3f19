import { originOf } from '#core/config/index.ts';
import type { Context } from '#core/context/index.ts';
import { inLocale, localePath } from '#core/i18n/index.ts';
import { mailAddressOf } from '#core/identity/index.ts';
import { queueMail } from '#core/mail/index.ts';
import { applicationHeads, newestAnswers } from '#modules/calls/server/index.ts';
import { formatSum } from '../ui/sum.ts';
import type { FulfilmentRow } from './load.ts';
import { readyMail } from './mail-texts.ts';

/**
 * Tells an applicant by mail, in the language of his application, that something he was promised is there. Part of the
 * caller's transaction; the same `key` is mailed once. Nothing for whoever has no address.
 */
export async function tellApplicant(
	tx: Context,
	row: Pick<FulfilmentRow, 'applicationId' | 'label' | 'deskId'>,
	key: string,
	facts: { certificate?: string; paid?: number; currency?: string; reference?: string } = {},
): Promise<void> {
	const head = (await applicationHeads(tx, [row.applicationId])).get(row.applicationId);
	const locale = (await newestAnswers(tx, [row.applicationId])).get(row.applicationId)?.locale ?? 'en';
	const address = head && (await mailAddressOf(tx, head.personId));
	if (!head || address === undefined) return;
	await queueMail(tx, {
		key,
		kind: 'fulfilment',
		to: { address, name: '' },
		locale,
		...readyMail.fill(locale, {
			label: inLocale(row.label, locale).text,
			title: head.title,
			number: head.number,
			call: inLocale(head.callTitle, locale).text,
			certificate: facts.certificate ?? '',
			sum: formatSum(facts.paid ?? null, facts.currency ?? null, locale),
			reference: facts.reference ?? '',
			link: `${originOf(tx.config)}${localePath(locale, `/me/applications/${head.id}`)}`,
		}),
		scope: row.deskId,
		personId: head.personId,
	});
}

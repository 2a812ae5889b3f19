import { eq } from 'drizzle-orm';
import { day } from '#core/clock/index.ts';
import { formatDeadline } from '#core/clock/format.ts';
import { originOf } from '#core/config/index.ts';
import type { Context } from '#core/context/index.ts';
import { inLocale, localePath } from '#core/i18n/index.ts';
import { digestOf, mailAddressOf } from '#core/identity/index.ts';
import { newSecret } from '#core/ids/index.ts';
import { queueMail } from '#core/mail/index.ts';
import { numberLabel } from '../../projection.ts';
import { attestation, attestationLink } from '../attestation-tables.ts';
import { scopeOf } from '../subject.ts';
import { type LoadedAttestation, loadAttestation } from './load.ts';
import { askMail, confidentialWords, missingMail, missingWords, remindMail } from './mail-texts.ts';

/**
 * Mails what is asked, with a link of this mail's own. Part of the caller's transaction. The same mail is sent once a day
 * at most, however often the button is pressed.
 * @returns whether a mail went out
 */
export async function mailAttestation(ctx: Context, id: string, kind: 'ask' | 'remind'): Promise<boolean> {
	const found = await loadAttestation(ctx, eq(attestation.id, id));
	if (!found) return false;
	const { attestation: asked } = found;
	const { rule, locale } = asked;
	const secret = newSecret();
	const values = {
		label: rule.label[locale],
		title: found.application.title || numberLabel(found.numberPrefix, found.application.number),
		call: inLocale(found.callTitle, locale).text,
		name: asked.name || asked.address,
		applicant: found.application.people || inLocale(found.callTitle, locale).text,
		request: rule.request[locale],
		due: formatDeadline(asked.dueAt, found.zone, locale),
		link: `${originOf(ctx.config)}${localePath(locale, `/attestations/${secret}`)}`,
		confidential:
			rule.readBy === 'organisers' ? confidentialWords[rule.toReviewers ? 'reviewers' : 'organisers'][locale] : '',
	};
	const today = Math.floor(ctx.clock.edition.now() / day);
	const { isNew } = await queueMail(ctx, {
		key: `attestation-${kind}:${id}:${today}`,
		kind: 'attestation',
		to: { address: asked.address, name: asked.name },
		...(found.contact ? { replyTo: { address: found.contact, name: '' } } : {}),
		locale,
		...(kind === 'ask' ? askMail : remindMail).fill(locale, values),
		scope: scopeOf(found),
		...(asked.personId ? { personId: asked.personId } : {}),
	});
	if (!isNew) return false;
	await ctx.db
		.insert(attestationLink)
		.values({ digest: digestOf(secret), attestationId: id, madeAt: ctx.clock.edition.now() });
	return true;
}

/** Tells the applicant that somebody whom he named will not confirm. Says nothing of what was written. */
export async function mailMissing(ctx: Context, found: LoadedAttestation, why: 'declined' | 'expired'): Promise<void> {
	const { attestation: asked, application: of } = found;
	const address = await mailAddressOf(ctx, of.personId);
	if (address === undefined) return;
	const { locale } = asked;
	await queueMail(ctx, {
		key: `attestation-missing:${asked.id}:${why}:${asked.revision}`,
		kind: 'attestation',
		to: { address, name: '' },
		...(found.contact ? { replyTo: { address: found.contact, name: '' } } : {}),
		locale,
		...missingMail.fill(locale, {
			number: numberLabel(found.numberPrefix, of.number),
			call: inLocale(found.callTitle, locale).text,
			label: asked.rule.label[locale],
			name: asked.name || asked.address,
			address: asked.address,
			what: missingWords[why][locale],
			link: `${originOf(ctx.config)}${localePath(locale, `/me/applications/${of.id}`)}`,
		}),
		scope: scopeOf(found),
		personId: of.personId,
	});
}

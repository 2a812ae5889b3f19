import type { Context } from '#core/context/index.ts';
import { type Finding, finding, settingFindings } from '../findings.ts';
import { checkAddress } from './check-address.ts';
import { checkClock, checkDisk } from './check-machine.ts';
import { checkMailDomain, checkMailServer } from './check-mail.ts';
import { checkModel } from './check-model.ts';

/**
 * Everything that can be tried from this machine: settings, public address, mail server (without sending), the sender's
 * domain, language model, disk, clock. Some seconds when the network is slow. A rehearsal mails nobody, so its mail is not tried.
 * @param mark what the running server answers at its address; undefined when none runs, then the address is not tried
 */
export async function checkInstallation(ctx: Context, mark: string | undefined): Promise<Finding[]> {
	const { config, clock } = ctx;
	const { baseUrl, smtpUrl, mailFrom } = config;
	const mails = !clock.rehearsal && smtpUrl !== undefined;
	const [address, mail, domain, model, disk, time] = await Promise.all([
		baseUrl === undefined ? [] : mark === undefined ? [finding('not-running', 'note')] : checkAddress(baseUrl, mark),
		mails ? checkMailServer(ctx, { smtpUrl, mailFrom }).then((one) => [one]) : [],
		mails ? checkMailDomain(mailFrom) : [],
		checkModel(ctx),
		checkDisk(config.dataDir),
		checkClock(config, ctx.database),
	]);
	const first = settingFindings(config, clock.rehearsal);
	const known = new Set(first.map(({ code }) => code));
	return [
		...first,
		...[...address, ...mail, ...domain, ...model, ...disk, time].filter(({ code }) => !known.has(code)),
	];
}

import { type Config, isLoopbackHost, isPublicName, rehearsalIsOpen } from '#core/config/index.ts';
import type { MailServerFault } from '#core/mail/index.ts';

/** How bad it is: `unknown` could not be found out from here. */
export type FindingLevel = 'good' | 'note' | 'warning' | 'bad' | 'unknown';

/** What a check found: a code for which the catalogue has a sentence that says what to do. */
export interface Finding {
	code: FindingCode;
	level: FindingLevel;
	params: Readonly<Record<string, string | number>>;
}

export type FindingCode =
	| 'rehearsal-public'
	| 'rehearsal-closed'
	| 'address-missing'
	| 'address-plain'
	| 'address-good'
	| 'address-unknown'
	| 'address-refused'
	| 'address-silent'
	| 'address-certificate'
	| 'address-broken'
	| 'address-redirects'
	| 'address-other'
	| 'not-running'
	| 'port-open'
	| 'mail-missing'
	| 'sender-local'
	| 'mail-good'
	| `mail-${MailServerFault}`
	| 'mail-dns-good'
	| 'spf-missing'
	| 'dmarc-missing'
	| 'mail-dns-unknown'
	| 'model-good'
	| 'model-plain'
	| 'model-unreachable'
	| 'model-key-refused'
	| 'model-refused'
	| 'model-budget-spent'
	| 'model-broken'
	| 'disk-good'
	| 'disk-low'
	| 'disk-full'
	| 'settings-readable'
	| 'clock-kept'
	| 'clock-good'
	| 'clock-wrong'
	| 'clock-unknown';

/** A finding with its figures. */
export function finding(
	code: FindingCode,
	level: FindingLevel,
	params: Readonly<Record<string, string | number>> = {},
): Finding {
	return { code, level, params };
}

/** What the settings alone say, without asking anybody: printed at every start. Pure. */
export function settingFindings(
	config: Pick<Config, 'baseUrl' | 'host' | 'rehearsalLogins' | 'smtpUrl' | 'mailFrom' | 'trustProxy' | 'port'>,
	rehearsal: boolean,
): Finding[] {
	const { baseUrl, host, port } = config;
	const direct = host === undefined || !isLoopbackHost(host);
	if (rehearsal) {
		const reached = (host !== undefined && direct) || (baseUrl !== undefined && isPublicName(new URL(baseUrl).host));
		if (!rehearsalIsOpen(config)) return [finding('rehearsal-closed', 'warning')];
		return reached ? [finding('rehearsal-public', 'bad', { address: baseUrl ?? `${host}:${port}` })] : [];
	}
	const found: Finding[] = [];
	if (baseUrl === undefined) found.push(finding('address-missing', 'warning'));
	else if (baseUrl.startsWith('http:') && isPublicName(new URL(baseUrl).host)) {
		found.push(finding('address-plain', 'bad', { address: baseUrl }));
	}
	if (!config.smtpUrl) found.push(finding('mail-missing', 'warning'));
	else if (/@localhost>?$/.test(config.mailFrom))
		found.push(finding('sender-local', 'bad', { sender: config.mailFrom }));
	if (config.trustProxy > 0 && direct) found.push(finding('port-open', 'warning', { port, hops: config.trustProxy }));
	return found;
}

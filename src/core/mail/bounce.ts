/*
 * Reports on the delivery of mail as other mail servers send them: RFC 3464 (delivery status notifications), RFC 3462
 * (multipart/report), RFC 3463 (status codes). Pure.
 */

/** What a report says of one recipient. */
export interface DeliveryReport {
	/** Of the mail it speaks of, with angle brackets; absent where the report does not enclose it. */
	messageId?: string;
	/** The recipient, in lower case. */
	address: string;
	/** RFC 3464, 2.3.3: `failed` is for good, `delayed` is tried further; others (`delivered`, `relayed` …) are good news. */
	action: string;
	/** RFC 3463: `5.1.1`; empty where there is none. */
	status: string;
	/** The words of the server that refused it. */
	diagnostic: string;
}

interface Part {
	type: string;
	parameters: string;
	body: string;
}

/** Header fields by lower-case name, folded lines joined; the first of several with one name counts. */
function fieldsOf(text: string): Map<string, string> {
	const fields = new Map<string, string>();
	for (const line of text.replace(/\n[ \t]+/g, ' ').split('\n')) {
		const match = /^([\w-]+):\s*(.*)$/.exec(line);
		if (match?.[1] && !fields.has(match[1].toLowerCase())) fields.set(match[1].toLowerCase(), (match[2] ?? '').trim());
	}
	return fields;
}

/** What stands before the first empty line, and after it. */
function split(text: string): [string, string] {
	const at = text.startsWith('\n') ? 0 : text.indexOf('\n\n');
	if (at < 0) return [text, ''];
	return at === 0 && text.startsWith('\n') ? ['', text.slice(1)] : [text.slice(0, at), text.slice(at + 2)];
}

function partOf(text: string): Part {
	const [head, body] = split(text);
	const fields = fieldsOf(head);
	const type = fields.get('content-type') ?? 'text/plain';
	const encoding = (fields.get('content-transfer-encoding') ?? '').toLowerCase();
	return {
		type: (type.split(';')[0] ?? '').trim().toLowerCase(),
		parameters: type,
		body: encoding === 'base64' ? Buffer.from(body, 'base64').toString('utf8').replace(/\r\n/g, '\n') : body,
	};
}

function partsOf({ parameters, body }: Part): Part[] {
	const boundary = /boundary\s*=\s*(?:"([^"]+)"|([^\s;]+))/i.exec(parameters);
	const mark = boundary?.[1] ?? boundary?.[2];
	if (!mark) return [];
	const [, ...pieces] = `\n${body}`.split(`\n--${mark}`);
	return pieces.filter((piece) => !piece.startsWith('--')).map((piece) => partOf(piece.replace(/^[ \t]*\n/, '')));
}

/** `rfc822; name@host.example` or `smtp; 550 5.1.1 no such user`: what stands after the type. */
const afterType = (value: string | undefined) => (value ?? '').replace(/^[\w-]+\s*;\s*/, '').trim();

/** The address in lower case, without angle brackets. */
const addressIn = (value: string) => value.replace(/^<|>$/g, '').trim().toLowerCase();

/**
 * What a mail that came back says, a row for each recipient it speaks of; empty for any other mail (a holiday notice, an
 * answer by a person).
 * @param source the raw message
 */
export function readBounce(source: string): DeliveryReport[] {
	const message = partOf(source.replace(/\r\n/g, '\n').replace(/^From .*\n/, ''));
	if (message.type !== 'multipart/report') return [];
	const parts = partsOf(message);
	const status = parts.find(
		({ type }) => type === 'message/delivery-status' || type === 'message/global-delivery-status',
	);
	if (!status) return [];
	const enclosed = parts.find(({ type }) => /^(message\/(rfc822|global)(-headers)?|text\/rfc822-headers)$/.test(type));
	const messageId = enclosed && fieldsOf(split(enclosed.body)[0]).get('message-id');
	// The first group speaks of the message, each further one of a recipient.
	const groups = status.body.split(/\n\s*\n/).map(fieldsOf);
	return groups.flatMap((fields): DeliveryReport[] => {
		const action = fields.get('action')?.toLowerCase();
		const address = addressIn(afterType(fields.get('original-recipient') ?? fields.get('final-recipient')));
		if (!action || !address.includes('@')) return [];
		return [
			{
				...(messageId ? { messageId } : {}),
				address,
				action,
				status: /\d\.\d{1,3}\.\d{1,3}/.exec(fields.get('status') ?? '')?.[0] ?? '',
				diagnostic: afterType(fields.get('diagnostic-code')).slice(0, 500),
			},
		];
	});
}

import { catalogue } from '#core/i18n/index.ts';

type Params = Record<string, string | number>;
const seconds = (params: Params) => Number(params.seconds ?? 60);

/** 'in 40 seconds', 'in 12 minutes', 'in 3 hours': rounded up, so that trying then works. */
function inEnglish(wait: number): string {
	const [count, unit] =
		wait < 90 ? [wait, 'second'] : wait < 5400 ? [Math.ceil(wait / 60), 'minute'] : [Math.ceil(wait / 3600), 'hour'];
	return `in ${count} ${unit}${count === 1 ? '' : 's'}`;
}

function inChinese(wait: number): string {
	if (wait < 90) return `${wait} 秒`;
	return wait < 5400 ? `${Math.ceil(wait / 60)} 分钟` : `${Math.ceil(wait / 3600)} 小时`;
}

/** Sentences for the codes of refusals of signing in and of one's own data: what, why, what to do. */
export const problemMessages = catalogue(
	{
		'address-missing': () => 'Type your e-mail address.',
		'address-bad': () =>
			'This is not an e-mail address that mail can be sent to. It looks like name@institute.example.',
		'address-yours': () => 'You have proved this address already.',
		'address-unproved': () => 'Prove first that you read mail at this address: add it again and type the code.',
		'too-many-addresses': (params: Params) => `More than ${params.max} addresses cannot be kept. Remove one first.`,
		'last-address': () => 'This is the last address you have proved. Add another one first, or nobody could sign in.',
		'code-form': () => 'The code has six figures. It stands in the mail we sent.',
		'code-wrong': (params: Params) =>
			`This is not the code. Compare it with the newest mail; ${params.left === 1 ? 'one try is' : `${params.left} tries are`} left.`,
		'code-used-up': () => 'The code was mistyped too often and is no good any more. Ask for a new one.',
		'code-expired': () => 'The code has run out: it is good for ten minutes. Ask for a new one.',
		'code-used': () => 'This code has been used. Ask for a new one if you still need it.',
		'code-other-window': () =>
			'This window has not asked for a code. Type the code where you asked for it, or ask for a new one here.',
		'link-expired': () => 'This link was used already, or it has run out. Ask for a new one.',
		'too-many-codes': (params: Params) =>
			`So many codes were sent that we pause. Try again ${inEnglish(seconds(params))}; the newest code you have may still be good.`,
		'try-again-later': (params: Params) => `That was too often. Try again ${inEnglish(seconds(params))}.`,
		'passkey-unknown': () => 'This passkey is not known here. Sign in by mail and add it under Security.',
		'passkey-refused': () => 'The passkey was not accepted. Try again, or sign in by mail.',
		'passkey-name-missing': () => 'Give the passkey a name by which you recognise it.',
		'provider-refused': () => 'The sign-in with the other provider did not work out. Try again, or sign in by mail.',
		'provider-unavailable': () => 'The other provider does not answer just now. Sign in by mail, or try later.',
		'identity-taken': () =>
			'This identity already signs in another account. If both are yours, merge them under Addresses.',
		'sign-in-again': () => 'You signed in more than an hour ago. For this, sign in once more.',
		'already-merged': () => 'These two are one account already.',
		'last-operator': () =>
			'You are the only one who runs this installation. Name another operator first, then your data can be erased.',
		'erase-confirm': () => 'Type the word exactly as it stands above the field.',
		'name-missing': () => 'Give at least one name.',
		'too-long': (params: Params) => `At most ${params.max} characters.`,
		'han-only': () => 'Here only Han characters; names in Latin letters belong in the fields above.',
		'too-many-titles': (params: Params) => `At most ${params.max} titles.`,
		'orcid-bad-form': () => 'An ORCID iD has 16 figures, such as 0000-0002-1825-0097.',
		'orcid-bad-digit': () => 'The check digit says that one figure of this ORCID iD is wrong.',
		'ror-bad-form': () => 'A ROR id has nine places and begins with 0, such as 01skt4w74.',
		'ror-bad-digit': () => 'The check digits say that one place of this ROR id is wrong.',
		'affiliation-name-missing': () => 'Name the institution too.',
		'zone-unknown': () => 'This time zone does not exist. Choose one from the list.',
		'token-name-missing': () => 'Name the token, so that you know later what it is for.',
		'token-name-long': (params: Params) => `At most ${params.max} characters.`,
		'token-scopes-missing': () => 'Choose at least one thing that the token may do.',
		'token-days-missing': () => 'Choose how long the token is good.',
		'too-many-tokens': (params: Params) => `More than ${params.max} tokens cannot be kept. Revoke one first.`,
		'not-found': () => 'That is not there any more.',
		other: () => 'That did not work. Nothing was changed.',
	},
	{
		'address-missing': () => '请输入电子邮箱。',
		'address-bad': () => '此邮箱地址格式有误，应形如 name@institute.example。',
		'address-yours': () => '您已确认过此邮箱。',
		'address-unproved': () => '此邮箱尚未确认：请重新添加并输入验证码。',
		'too-many-addresses': (params) => `最多保留 ${params.max} 个邮箱，请先移除一个。`,
		'last-address': () => '这是您最后一个已确认的邮箱，移除后将无法登录。请先添加另一个。',
		'code-form': () => '验证码为六位数字，见我们发送的邮件。',
		'code-wrong': (params) => `验证码不正确。请与最新一封邮件核对，还可尝试 ${params.left} 次。`,
		'code-used-up': () => '输错次数过多，此验证码已失效，请重新获取。',
		'code-expired': () => '验证码已过期（有效期十分钟），请重新获取。',
		'code-used': () => '此验证码已使用。如仍需要，请重新获取。',
		'code-other-window': () => '此窗口没有申请过验证码。请在申请的窗口中输入，或在此重新获取。',
		'link-expired': () => '此链接已使用或已过期，请重新获取。',
		'too-many-codes': (params) =>
			`发送次数过多，暂停发送。请在 ${inChinese(seconds(params))}后重试；您收到的最新验证码可能仍然有效。`,
		'try-again-later': (params) => `操作过于频繁，请在 ${inChinese(seconds(params))}后重试。`,
		'passkey-unknown': () => '本站没有此通行密钥。请用邮箱登录，再到“安全”页面添加。',
		'passkey-refused': () => '通行密钥未通过验证。请重试，或用邮箱登录。',
		'passkey-name-missing': () => '请为通行密钥起一个便于辨认的名称。',
		'provider-refused': () => '通过其他平台登录未成功。请重试，或用邮箱登录。',
		'provider-unavailable': () => '对方平台暂无响应。请用邮箱登录，或稍后再试。',
		'identity-taken': () => '此身份已用于另一账号。如两个账号都属于您，请到“邮箱”页面合并。',
		'sign-in-again': () => '距您上次登录已超过一小时。进行此操作前请重新登录。',
		'already-merged': () => '两者已是同一账号。',
		'last-operator': () => '您是本站唯一的管理者。请先指定另一位管理者，再删除您的数据。',
		'erase-confirm': () => '请照上方所示原样输入。',
		'name-missing': () => '请至少填写一种姓名。',
		'too-long': (params) => `不超过 ${params.max} 个字符。`,
		'han-only': () => '此处只填汉字；拉丁字母姓名请填在上面的栏目。',
		'too-many-titles': (params) => `头衔不超过 ${params.max} 项。`,
		'orcid-bad-form': () => 'ORCID 号为 16 位，如 0000-0002-1825-0097。',
		'orcid-bad-digit': () => '校验位不符，此 ORCID 号有一位输错了。',
		'ror-bad-form': () => 'ROR 号为九位，以 0 开头，如 01skt4w74。',
		'ror-bad-digit': () => '校验位不符，此 ROR 号有一位输错了。',
		'affiliation-name-missing': () => '请同时填写单位名称。',
		'zone-unknown': () => '没有这个时区，请从列表中选择。',
		'token-name-missing': () => '请为令牌命名，以便日后辨认用途。',
		'token-name-long': (params) => `不超过 ${params.max} 个字符。`,
		'token-scopes-missing': () => '请至少选择一项权限。',
		'token-days-missing': () => '请选择有效期。',
		'too-many-tokens': (params) => `最多保留 ${params.max} 个令牌，请先撤销一个。`,
		'not-found': () => '该项已不存在。',
		other: () => '操作未成功，未作任何更改。',
	},
);

export type ProblemCode = keyof (typeof problemMessages)['en'];

/** The sentence for a code, in the language of `messages` (one side of the catalogue). */
export function sayProblem(messages: (typeof problemMessages)['en'], code: string, params: Params = {}): string {
	const known = messages[code as ProblemCode] ?? messages.other;
	return known(params);
}

import { catalogue } from '#core/i18n/index.ts';

/** What stands on every certificate beside its own text. */
export const certificateWords = catalogue(
	{
		presented: 'This is presented to',
		text: 'for “{title}” ({outcome}), {call}, {edition}.',
		number: 'Certificate number',
		verify: 'Scan or visit to verify',
		code: 'QR code: the address at which this certificate is verified',
		seal: 'Seal',
		signature: 'Signature',
		rehearsalNote: 'Rehearsal: an invented certificate',
		/** Why it was revoked, where what it was given for has ended. */
		holdsNoMore: 'What it certified does not hold any more.',
	},
	{
		presented: '特此授予',
		text: '“{title}”在{edition}“{call}”中获评“{outcome}”，特发此证，以资证明。',
		number: '证书编号',
		verify: '扫码或访问下列网址查验',
		code: '二维码：查验此证书的网址',
		seal: '印章',
		signature: '签名',
		rehearsalNote: '演练：证书为虚构',
		holdsNoMore: '此证书所证明的事项已不再成立。',
	},
);

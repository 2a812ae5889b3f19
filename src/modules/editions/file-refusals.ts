import { catalogue, type Locale } from '#core/i18n/index.ts';

type P = Readonly<Record<string, string | number>>;

const megabytes = (p: P) => Math.round(Number(p.max) / 1_000_000);
const megapixels = (p: P) => Math.round(Number(p.max) / 1_000_000);

/** Why a file is not taken, by the code of its fault, and what to do about it. */
export const fileRefusals = catalogue(
	{
		'file-missing': 'Choose a file.',
		'file-empty': 'The file is empty.',
		'file-type': (p: P) =>
			`The file is ${p.found}, whatever its name says. Pictures are taken as JPEG, PNG, WebP or SVG (save HEIC as JPEG); documents as PDF, Word, PowerPoint, Excel, OpenDocument, ZIP or plain text.`,
		'file-broken': 'The file is damaged or not complete. Open it in a program and save it anew.',
		'file-too-large': (p: P) => `The file is too large: at most ${megabytes(p)} MB.`,
		'picture-too-many-pixels': (p: P) =>
			`The picture has ${p.width} × ${p.height} pixels, more than ${megapixels(p)} million. Make it smaller first.`,
		'picture-animated': 'The picture moves. Only still pictures are taken.',
		'svg-broken': 'The drawing is no proper SVG (well-formed XML in UTF-8, without entities of its own).',
		'svg-element': (p: P) =>
			`The drawing holds <${p.name}>, which cannot be kept safely. Export it with shapes only, or as PNG.`,
		'svg-reference': (p: P) =>
			`The drawing points outside of itself or to itself (${p.name}). Export it with everything inside, or as PNG.`,
		'svg-too-large': 'The drawing is too large or too deeply nested (at most 1 MB and 20,000 parts). Export it as PNG.',
		'svg-without-size': 'The drawing names neither its size nor a view box.',
		'zip-broken': (p: P) => `The ZIP is damaged or not the ZIP of an edition (${p.name}).`,
		'zip-name': (p: P) =>
			`The ZIP holds a name that would lead outside of its folder or that not every computer takes: ${p.name}`,
		'zip-twice': (p: P) => `The ZIP holds ${p.name} twice.`,
		'zip-link': (p: P) => `The ZIP holds something that is no plain file: ${p.name}`,
		'zip-encrypted': (p: P) => `The ZIP is locked with a password: ${p.name}`,
		'zip-too-many': (p: P) => `The ZIP holds more than ${p.max} files.`,
		'zip-too-large': (p: P) => `Unpacked, the ZIP is larger than an edition can be (at ${p.name}).`,
	},
	{
		'file-missing': '请选择文件。',
		'file-empty': '文件是空的。',
		'file-type': (p) =>
			`无论文件名如何，该文件的内容为 ${p.found}。图片接受 JPEG、PNG、WebP、SVG（HEIC 请先另存为 JPEG）；文档接受 PDF、Word、PowerPoint、Excel、OpenDocument、ZIP 或纯文本。`,
		'file-broken': '文件已损坏或不完整。请用软件打开后重新保存。',
		'file-too-large': (p) => `文件过大：至多 ${megabytes(p)} MB。`,
		'picture-too-many-pixels': (p) =>
			`图片为 ${p.width} × ${p.height} 像素，超过 ${megapixels(p) * 100} 万像素的上限。请先缩小。`,
		'picture-animated': '这是动态图片，仅接受静态图片。',
		'svg-broken': '这不是规范的 SVG 图形（须为格式良好的 UTF-8 XML，且不含自定义实体）。',
		'svg-element': (p) => `图形中含有 <${p.name}>，无法安全保留。请只用图形元素导出，或导出为 PNG。`,
		'svg-reference': (p) => `图形引用了自身之外的内容或循环引用（${p.name}）。请将内容全部内嵌后导出，或导出为 PNG。`,
		'svg-too-large': '图形过大或嵌套过深（至多 1 MB、20,000 个部分）。请导出为 PNG。',
		'svg-without-size': '图形既未写明尺寸，也没有 viewBox。',
		'zip-broken': (p) => `ZIP 文件已损坏，或不是届次资料的 ZIP（${p.name}）。`,
		'zip-name': (p) => `ZIP 中有的名称会指向文件夹之外，或并非所有计算机都能使用：${p.name}`,
		'zip-twice': (p) => `ZIP 中 ${p.name} 出现了两次。`,
		'zip-link': (p) => `ZIP 中含有非普通文件：${p.name}`,
		'zip-encrypted': (p) => `ZIP 已加密：${p.name}`,
		'zip-too-many': (p) => `ZIP 中的文件超过 ${p.max} 个。`,
		'zip-too-large': (p) => `ZIP 解压后超过届次资料的上限（至 ${p.name}）。`,
	},
);

export type FileRefusal = keyof (typeof fileRefusals)['en'];

/** The sentence of a fault of a file. Pure. */
export function saysOfFile(fault: { code: string; params?: P }, locale: Locale): string {
	const known = fault.code in fileRefusals.en ? (fault.code as FileRefusal) : 'file-broken';
	const message = fileRefusals[locale][known];
	return typeof message === 'function' ? message(fault.params ?? {}) : message;
}

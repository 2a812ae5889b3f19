/*
 * Turns of phrase by which authors give themselves away, in English and Chinese. Patterns over a text whose line breaks are
 * spaces.
 */

/** `our previous work`, `in [3] we showed`: one finding quotes it, whoever it is. */
export const ownWork: readonly RegExp[] = [
	/\b(?:our|my)\s+(?:own\s+)?(?:previous|earlier|prior|recent|past|published|former|first|preceding|companion)(?:ly)?\s+(?:published\s+)?(?:work|papers?|stud(?:y|ies)|results?|research|publications?|articles?|findings|experiments?|reports?|investigations?)\b/giu,
	/\bwe\s+(?:have\s+)?(?:previously|earlier|already)\s+(?:shown|showed|proposed|reported|demonstrated|published|presented|introduced|described|developed|found)\b/giu,
	/\b(?:as|which)\s+we\s+(?:have\s+)?(?:shown|showed|reported|published|presented|described)\s+in\s+(?:\[|\(|ref)/giu,
	/(?:我们|本文作者|笔者|作者|本课题组|本团队|本研究组|本实验室|课题组)(?:的|在)?(?:此前|先前|前期|之前|已有|以往|早期|近期|过去|早先)的?(?:工作|研究|论文|文献|成果|实验|报道|文章)/gu,
	/(?:我们|笔者|本课题组|本团队)(?:曾|已|先前|此前|之前|前期)(?:经)?(?:在文献|提出|报道|发表|证明|研究)/gu,
];

/** Before which part of a text its author's name may stand after `our work`, in characters. */
export const ownWorkName = (family: string) =>
	new RegExp(
		`(?:\\b(?:our|my)\\b|我们|笔者|本课题组|本团队)[^.。;；]{0,80}?(?<![\\p{L}\\p{N}])${family}(?![\\p{L}\\p{N}]|\\p{Script=Han})`,
		'giu',
	);

export const acknowledgement: readonly RegExp[] = [
	/(?:^|\n)\s*(?:\d+\.?\s*)?acknowledge?ments?\b[^\n]*\n?[^\n]*/giu,
	/(?:^|\n)\s*(?:致\s*谢|鸣\s*谢)[^\n]*\n?[^\n]*/gu,
	/\b(?:the\s+)?authors?\s+(?:would\s+like\s+to\s+)?(?:thank|acknowledge|are\s+grateful)\b/giu,
	/\bwe\s+(?:would\s+like\s+to\s+|gratefully\s+)?(?:thank|acknowledge)\b/giu,
	/(?:感谢|鸣谢)[^。\n]{0,30}(?:资助|支持|帮助|提供)/gu,
];

export const funding: readonly RegExp[] = [
	/\b(?:supported|funded|financed|sponsored)\s+(?:in\s+part\s+)?by\b[^.\n]{0,120}\b(?:grants?|contracts?|fund|foundation|award|project|programme?|scholarship)\b[^.\n]{0,60}/giu,
	/\b(?:grant|award|contract|project)\s+(?:agreement\s+)?(?:no|nr|number|num)?s?\.?\s*:?\s*[A-Z]{0,6}[-/ ]?\d[\dA-Z/.-]{4,}/gu,
	/(?:基金|资助|课题|专项|计划)[^。\n]{0,40}[（(]?(?:编号|批准号|项目号|No\.?)?\s*[:：]?\s*[A-Z]{0,6}\d{5,}[)）]?/gu,
	/(?:受|由|获|得到)[^。\n]{0,30}(?:基金|资助|专项|计划)[^。\n]{0,20}(?:资助|支持)/gu,
];

/** Where people keep what is theirs. Addresses made for blind review are none. */
export const personalPage =
	/(?:https?:\/\/)?(?:www\.)?(?:(?:github|gitlab|gitee|bitbucket|huggingface|linkedin|researchgate|orcid|codeberg)\.(?:com|org|net|co)\/[\w.~%/-]+|[\w-]+\.github\.io[\w./~%-]*|scholar\.google\.[a-z.]+\/[^\s)]+|(?:osf\.io|zenodo\.org|figshare\.com|dropbox\.com|drive\.google\.com|pan\.baidu\.com|space\.bilibili\.com|zhihu\.com\/people)\/?[\w./~%?=&-]*|[\w.-]+\.(?:edu|ac)(?:\.[a-z]{2})?\/~?[\w.~%/-]+|[\w.-]+\.[a-z]{2,}\/~[\w.~%/-]+)/giu;
export const madeBlind = /anonymous|4open\.science|blind/i;
export const anyAddress = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/giu;
export const anyOrcid = /(?:orcid\.org\/)?\b\d{4}-\d{4}-\d{4}-\d{3}[\dX]\b/giu;
/** Where a text goes over to its list of references: others' names, and one's own in the third person, belong there. */
export const references =
	/(?:^|\n)\s*(?:\d+\.?\s*)?(?:references|bibliography|literature(?: cited)?|works cited|参\s*考\s*文\s*献)\s*(?:\n|$)/iu;

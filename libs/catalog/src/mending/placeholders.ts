/** What programs write when they have nothing to write; no film is called so in this spelling. */
const NOTHING =
  /^(?:n\/a|N\/A|N\.A\.|#N\/A|#REF!|#VALUE!|null|NULL|undefined|nan|NaN|\\N|\(null\))$/u;

/** What stands for an unknown fact; a title may be one of these words ("Unknown", 2011). */
const UNKNOWN_FACT =
  /^(?:n\/?a|none|nil|unknown|unspecified|not (?:available|known|set)|tb[ad]|to be (?:announced|determined)|missing|empty|no data|-+|\.+|\?+|_+|\(no genres listed\)|не указано|неизвестно|desconocido|desconhecido|inconnu|unbekannt|sconosciuto|不明|未知|없음|미상)$/iu;

/** What stands where a description should: whole sentences that describe nothing, by language. */
const NO_DESCRIPTION: readonly RegExp[] = [
  /^(?:there (?:is|are) )?(?:currently |sorry,? )?no (?:overview|description|plot|synopsis|summary|storyline|information|info|details?|biography)s?(?: (?:has|have|was|is|are|were|been|yet|currently|at this time|found|available|added|provided|known|given|for this (?:film|movie|title)|in english))*[.!]?$/iu,
  /^we (?:do not|don't) have an (?:overview|description).{0,80}$/iu,
  /^(?:overview|description|plot|synopsis|summary)(?: (?:is|was))? (?:not |un)(?:yet )?(?:available|known|found|provided)[.!]?$/iu,
  /^(?:add (?:a|the) plot|plot (?:unknown|kept under wraps|under wraps)|coming soon|lorem ipsum\b.*|test|todo|tbc)[.!…]*$/iu,
  /^(?:sin (?:descripción|sinopsis|resumen)|(?:sinopsis|descripción) no disponible|no hay (?:descripción|sinopsis)(?: disponible)?)[.!]?$/iu,
  /^(?:sem (?:descrição|sinopse|resumo)|(?:sinopse|descrição) (?:não disponível|indisponível))[.!]?$/iu,
  /^(?:aucun(?:e)? (?:résumé|description|synopsis)(?: disponible)?|pas de (?:résumé|description|synopsis)|(?:résumé|synopsis) (?:non disponible|indisponible))[.!]?$/iu,
  /^(?:keine (?:beschreibung|inhaltsangabe|handlung)(?: (?:vorhanden|verfügbar))?|kein (?:überblick|inhalt)(?: (?:vorhanden|verfügbar))?)[.!]?$/iu,
  /^(?:nessuna (?:descrizione|trama)(?: disponibile)?|trama non disponibile)[.!]?$/iu,
  /^(?:нет (?:описания|сюжета)|описание (?:отсутствует|недоступно))[.!]?$/iu,
  /^(?:(?:belum|tidak) ada (?:deskripsi|sinopsis|ringkasan)|(?:deskripsi|sinopsis) (?:tidak|belum) tersedia)[.!]?$/iu,
  /^(?:暂无|無|无|沒有|没有|尚無)(?:相关)?(?:简介|簡介|描述|介绍|介紹|剧情|劇情)[。.!]?$/u,
  /^(?:あらすじ|説明|概要)(?:は)?(?:なし|ありません|無し|未登録)[。.]?$/u,
  /^(?:줄거리|설명|개요|소개)(?:가|이)? ?(?:없음|없습니다|준비 중)[.]?$/u,
];

/** Longer than any placeholder, so that long texts are not held against every form. */
const MAX_LENGTH = 120;

/** Whether a cell of any kind says that there is nothing. */
export const isNothing = (text: string): boolean => NOTHING.test(text.trim());

/** Whether a fact, such as a genre, a name or a year, is a stand-in for one that is not known. */
export const isUnknownFact = (text: string): boolean =>
  isNothing(text) || UNKNOWN_FACT.test(text.trim());

/** Whether a description describes nothing. */
export function isNoDescription(text: string): boolean {
  const trimmed = text.trim();
  return (
    trimmed.length <= MAX_LENGTH &&
    (isUnknownFact(trimmed) || NO_DESCRIPTION.some((form) => form.test(trimmed)))
  );
}

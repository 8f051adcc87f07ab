const FORM = /^(?!BG|GB|NK|KN|TN|NT|ZZ)[ABCEGHJ-PRSTW-Z][ABCEGHJ-NPRSTW-Z][0-9]{6}[A-D]$/;

/** National Insurance number by form; it has no check digit. On a child's record it is nearly always a parent's. *Source*: HMRC NIM39110. */
export const isNationalInsuranceNumber = (text: string): boolean => FORM.test(text);

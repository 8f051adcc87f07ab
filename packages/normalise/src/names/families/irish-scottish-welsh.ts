/** Irish, Scottish and Welsh forenames, with the spellings that English ears give them. *Shape*: see `variant-families.ts`. */
export const IRISH_SCOTTISH_WELSH = `
Ailish Eilis Eilish Éilís
Aisling Ashling Aislinn Aislin
Aoibheann Aoibhinn Eavan
Aoife Eefa Aiofe
Bronagh Brona
Caoimhe Keeva Caoimhé
Cathal Cahal
Cian Kian Kean
Ciara Ciarah
Cillian Killian Cillian
Clodagh Cloda
Cormac Cormack
Darragh Daragh Dara Darra
Declan Decklan: Dec
Deirdre Deirdra
Diarmuid Dermot Diarmaid
Donnacha Donncha Donagh
Eimear Emer Eimer
Eoin Eoghan Eoghain
Fiadh Fia
Fionn Finn Fin
Fionnuala Finola Fionnula: Nuala
Grainne Grania Gráinne
Maeve Maebh Meabh Medb Méabh
Mairead Maighread
Niamh Neve Neave Nieve
Oisin Osheen Oisín
Orla Orlagh Orlaith Órla
Padraig Padraic Pádraig: Paddy
Roisin Rosheen Róisín
Rory Ruairi Ruaidhri Ruaridh Ruari Ruairidh
Saoirse Seersha Saorse
Seamus Shamus Séamus
Sinead Shinead Sinéad
Siobhan Shivaun Siobhán Chevonne
Sorcha Sorsha
Tadhg Tadgh Teague
Tiernan Tiarnan

Alasdair Alastair Alistair Alister Alisdair Allister: Ali Aly | Al
Angus Aonghas: Gus
Catriona Katriona Caitriona: Cat | Trina
Eilidh Ailidh Eiley
Euan Ewan Ewen Euen
Fergus Feargus: Gus
Gregor Grigor
Hamish Hamesh
Iain Ian
Ishbel Iseabail
Kenneth Coinneach
Lachlan Lauchlan: Lachie Lachy
Mairi Mhairi
Malcolm: Malky
Murdo Murdoch
Shona Seonaid

Angharad Anghared
Bethan Bethann
Carys Cerys Karis Kerys
Ceri Keri
Dafydd Davydd: Dai | Daf
Ffion Fion
Gareth Garath: Gaz
Gruffydd Gruffudd Griffith: Gruff
Gwenllian: Gwen
Hywel Howell
Ieuan Ieuen
Llewelyn Llywelyn Llewellyn: Llew
Owain Owen
Rhiannon Rhianon
Sian Siân Shan
Tomos Thomos: Tom
`;

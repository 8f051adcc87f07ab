/** English forenames of boys with their short forms. *Shape*: see `variant-families.ts`. */
export const ENGLISH_BOYS = `
Alexander Alexandre Aleksander: Alex Alec Alek Aleks Alick | Xander Zander Xan | Sandy | Sasha Sacha | Lex
Alfred: Alfie Alf Alfy | Fred Freddie Freddy
Alan Allan Allen Alun: Al
Albert: Bert Bertie Albie | Al
Andrew: Andy Andie | Drew
Anthony Antony: Tony | Ant
Archibald: Archie Archy
Arthur: Art Artie
Augustus: Gus Augie
Barnaby Barnabas: Barney Barny
Bartholomew: Bart
Benedict: Ben Benny | Bene
Benjamin: Ben Benny Benji Benjy Bennie
Bernard: Bernie
Bertram: Bertie Bert
Bradley: Brad
Cameron: Cam Cammy
Charles: Charlie Charley Charly Chas Chaz Chuck
Christian Kristian: Chris Kris
Christopher Kristopher Cristopher Christoffer: Chris Kris | Kit | Topher
Clifford: Cliff
Clement: Clem
Cornelius: Corey | Neil
Cyril: Cy
Daniel: Dan Danny Dannie
David: Dave Davey Davy | Dai
Dominic Dominick Dominik: Dom
Donald: Don Donnie
Douglas: Doug Dougie
Edgar: Ed Eddie Eddy
Edmund Edmond: Ed Eddie Eddy | Ned | Ted Teddy
Edward: Ed Eddie Eddy | Ted Teddy Teddie | Ned
Edwin: Ed Eddie Eddy
Elijah: Eli
Ernest: Ernie
Eugene: Gene
Ezekiel: Zeke
Finley Finlay Finnley Findlay: Fin Finn
Francis: Frank Frankie
Franklin: Frank Frankie
Frederick Frederic Fredrick Fredric Friedrich Frederik: Fred Freddie Freddy Freddi
Gabriel: Gabe Gabi
Geoffrey Jeffrey Jeffery: Geoff Jeff
George: Georgie Geordie
Gerald Jerald: Gerry Jerry
Gerard: Gerry
Gilbert: Gil Bert
Gordon: Gordie
Graham Graeme Grahame
Gregory: Greg Gregg
Harold: Harry | Hal
Harrison: Harry
Henry: Harry | Hal | Hank
Herbert: Herb Herbie Bert
Hugh Huw: Hughie Huey
Humphrey Humphry
Isaac Isac Izaac Issac Izac: Ike | Zac Zak
Jacob Jakob: Jake Jakey
James: Jim Jimmy Jimmie | Jamie Jamey Jayme | Jem
Jeremiah: Jerry Jem
Jeremy: Jez Jem Jerry
Jerome: Jerry
John: Johnny Johnnie Jonny
Jonathan Jonathon Johnathan Johnathon Jonothan: Jon Jonny Jonnie Jono
Joseph: Joe Joey Jo
Joshua: Josh
Julian Julien: Jules
Kenneth: Ken Kenny
Laurence Lawrence Laurance: Larry | Laurie Lawrie | Loz
Leonard: Len Lenny Lennie | Leo
Leonardo: Leo | Lenny
Leopold: Leo
Lewis: Lew Lewie
Louis: Lou Louie
Marcus Markus: Marc
Mark Marc
Martin Martyn: Marty
Matthew Mathew: Matt Matty Mattie
Maurice Morris: Mo
Maximilian Maximillian Maximilien: Max Maxi
Maxwell: Max
Michael Micheal Mikael: Mike Mikey | Mick Micky Mickey
Mitchell: Mitch
Montgomery: Monty
Nathan Nathen: Nath Nate
Nathaniel Nathanial Nathanael Nathanel: Nate Nat | Nathan
Nicholas Nicolas Nickolas Nikolas: Nick Nicky Nik | Nico
Norman: Norm
Oliver: Ollie Olly Oli
Oscar Oskar: Ozzie Oz
Patrick Patric: Pat Paddy
Percival: Percy
Peter: Pete
Philip Phillip Philipp: Phil | Pip
Rafferty: Raff Raffy | Rafe
Raymond: Ray
Reginald: Reggie Reg
Richard: Rich Richie Ritchie | Rick Ricky Rickie | Dick Dickie
Robert: Rob Robbie Robby | Bob Bobby Bobbie | Bert
Roderick: Rod Roddy
Ronald: Ron Ronnie Ronny
Rudolph Rudolf: Rudy
Rupert: Ru
Samson Sampson: Sam Sammy
Samuel: Sam Sammy Sammie
Sebastian Sebastien: Seb Sebby | Bas Bastian
Sidney Sydney: Sid Syd
Simon: Si
Solomon: Sol Solly
Spencer Spenser: Spence
Stanley: Stan
Stephen Steven Stephan: Steve Stevie Ste
Stuart Stewart: Stu Stew
Terence Terrence: Terry Tel
Theodore Theodor: Theo | Ted Teddy
Thomas: Tom Tommy Tommie
Timothy: Tim Timmy
Tobias: Toby Tobi
Tristan Tristram Trystan
Victor Viktor: Vic
Vincent: Vince Vinnie Vinny
Walter: Wally Walt
Wilfred Wilfrid: Wilf Wilfie | Fred Freddie Freddy
William: Will Willie Willy Wills | Bill Billy Billie
Zachary Zachery Zackary Zakary Zachariah Zechariah: Zach Zack Zac Zak Zacky
`;
